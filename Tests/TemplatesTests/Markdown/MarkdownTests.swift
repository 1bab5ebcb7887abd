import Mail
import Testing

@testable import Templates

@Suite("An issue written in Markdown")
struct MarkdownTests {
    @Test("Paragraphs, headings, lists, quotations and rules become mail's HTML with the styles inline (H2)")
    func blocks() {
        let html = Markdown(
            """
            # Décembre
            Les tasses sont
            de retour.

            - lin
            - ardoise
              et tilleul
            1. un
            2. deux
            ---
            > Bien reçu,
            > merci.
            """
        ).html
        #expect(
            html.contains(
                "<h2 style=\"margin:34px 0 10px;background:transparent;font-family:Georgia,'Times New Roman',serif;font-size:22px;"
                    + "line-height:30px;font-weight:normal;\">"
                    + "Décembre</h2>"))
        #expect(html.contains("<p style=\"margin:0 0 18px;\">Les tasses sont\nde retour.</p>"))
        #expect(html.contains(">lin</li>") && html.contains(">ardoise\net tilleul</li>"))
        #expect(html.contains("<ol ") && html.contains(">deux</li>"))
        #expect(html.contains("<hr ") && html.contains("Bien reçu,\nmerci."))
        #expect(!html.contains("<style"))
    }

    @Test(
        "Signs within a line",
        arguments: [
            ("**fort** et *doux*", "<strong>fort</strong> et <em>doux</em>"),
            ("5 * 3 * 2 et snake_case_name", "5 * 3 * 2 et snake_case_name"),
            ("**sans fin", "**sans fin"),
            (#"\*rien\* et \n"#, #"*rien* et \n"#),
            ("**fort *et doux***", "<strong>fort <em>et doux</em></strong>"),
            ("a\\\nb", "a<br>\nb"),
        ])
    func spans(source: String, html: String) {
        #expect(Markdown(source).html == "<p style=\"margin:0 0 18px;\">\(html)</p>")
    }

    @Test("HTML is text, a picture needs https and has its alternative (H5, H9)")
    func hostile() {
        #expect(Markdown("<script>alert(1)</script>").html.contains("&lt;script&gt;"))
        #expect(
            Markdown("![Une tasse \"bleue\"](https://b.example/t.png)").html.contains(
                "alt=\"Une tasse &quot;bleue&quot;\""))
        #expect(!Markdown("![x](http://b.example/t.png)").html.contains("<img"))
        #expect(!Markdown("![](https://b.example/t.png)").html.contains("<img"))
    }

    @Test("The plain part is for reading: a link stands behind its words, or on a line of its own (H6, H11)")
    func text() {
        let text = Markdown(
            """
            ## Les tasses

            Elles sont **de
            retour** : [les voir](https://b.example/t).

            [Toutes les tasses](https://b.example/toutes)

            - lin
            - https://b.example/a

            > Merci.
            """
        ).text
        #expect(
            text == """
                Les tasses

                Elles sont de retour : les voir <https://b.example/t>.

                Toutes les tasses
                https://b.example/toutes

                - lin
                - https://b.example/a

                > Merci.
                """)
    }

    @Test("Tables, lists within lists and struck words are GitHub's, with the styles inline")
    func extensions() {
        let markdown = Markdown(
            """
            | Tasse | Prix |
            | :--- | ---: |
            | lin | ~~30~~ **24 €** |

            - couleurs
              - lin
              - ardoise
            - [x] formes

            3. trois
            4. quatre
            """)
        #expect(markdown.html.contains(#/<th scope="col" class="ink line" style="[^"]*text-align:left;/#))
        #expect(markdown.html.contains(#/<td class="ink line" style="[^"]*text-align:right;/#))
        #expect(markdown.html.contains("<del>30</del> <strong>24 €</strong></td>"))
        #expect(
            markdown.html.contains(
                "<li style=\"margin:0 0 8px;\">couleurs\n<ul style=\"margin:8px 0 0;padding:0 0 0 24px;\">\n"
                    + "<li style=\"margin:0 0 8px;\">lin</li>"))
        #expect(markdown.html.contains("<ol start=\"3\" ") && markdown.html.contains(">[x] formes</li>"))
        #expect(
            markdown.text == """
                Tasse         Prix
                -----  -----------
                lin    ~~30~~ 24 €

                - couleurs
                  - lin
                  - ardoise
                - [x] formes

                3. trois
                4. quatre
                """)
    }

    @Test("A quotation is marked line by line, as mail quotes, with whatever stands in it")
    func quotation() {
        #expect(
            Markdown("> Bien reçu,\n> merci.\n>\n> - lin\n>\n> > Et vous ?").text
                == "> Bien reçu, merci.\n>\n> - lin\n>\n> > Et vous ?")
    }

    @Test("A table too wide for a line of text is told row by row, each word behind its heading")
    func wideTable() {
        let long = String(repeating: "très ", count: 15) + "long"
        #expect(
            Markdown("|Nom|Dit|\n|-|-|\n|lin|\(long)|\n|ocre|").text
                == "Nom – lin\nDit – \(long)\n\nNom – ocre\nDit")
    }

    @Test(
        "Numbers go on where the editor's do, whatever stands between",
        arguments: [
            ("1. un\n2. deux\n3. trois", [1]), ("1. un\n\n2. deux\n\n3. trois", [1]), ("1) un\n2) deux\n3) trois", [1]),
            ("1. un\n\nUn mot.\n\n2. deux\n3. trois", [1, 2]),
            ("1. un\n\n![Une tasse](https://b.example/t.png)\n\n2. deux\n3. trois", [1, 2]),
            ("1. un\n\n   Un mot.\n\n2. deux\n   - lin\n3. trois", [1]),
            ("1. un\n\n> Un mot.\n\n2. deux\n\n---\n\n3. trois", [1, 2, 3]),
        ])
    func numbers(source: String, starts: [Int]) {
        let markdown = Markdown(source)
        for line in ["1. un", "2. deux", "3. trois"] { #expect(markdown.text.contains(line), "\(markdown.text)") }
        let found = markdown.html.matches(of: #/<ol(?: start="(\d+)")? /#).map { $0.1.flatMap { Int($0) } ?? 1 }
        #expect(found == starts, "\(markdown.html)")
    }

    @Test(
        "What a letter may not have is shown as it is written, in both parts",
        arguments: [
            "[x](javascript:alert%281%29)", "[x](JaVaScRiPt:alert)", "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:x)", "[x](http://b.example)", "[x](//b.example)", "[x](/a)", "[x](https:)", "[x](mailto:)",
            "![](https://b.example/t.png)", "![x](data:image/png;base64,aaaa)", "![x](http://b.example/t.png)",
            "http://b.example", "www.b.example", "ftp://b.example/a", "<b onclick=x>gras</b>", "<!-- rien -->",
            "<script>alert(1)</script>", "<div style=x>", "<?php ?>", "<![CDATA[x]]>", "</td></tr></table>",
            "<style>body { display: none }</style>",
        ])
    func refused(source: String) {
        let markdown = Markdown(source)
        #expect(markdown.html == "<p style=\"margin:0 0 18px;\">\(HTMLText.escaped(source))</p>")
        #expect(markdown.text == source)
    }

    @Test("A picture that is a link keeps both; one among words stays among them (H5)")
    func pictures() {
        let html = Markdown("[![Une tasse](https://b.example/t.png)](https://b.example/t)").html
        #expect(html.contains("<a href=\"https://b.example/t\"") && html.contains("alt=\"Une tasse\" width=\"552\""))
        #expect(!Markdown("Voici ![x](https://b.example/t.png) !").html.contains("width=\"552\""))
        #expect(
            Markdown("[![Une tasse](https://b.example/t.png)](https://b.example/t)").text
                == "Une tasse\nhttps://b.example/t")
    }

    /// What parsers stumble on.
    private static let hostile: [(name: String, unit: String)] = [
        ("quotations", ">"), ("quotations apart", "> "), ("items", "- "), ("numbers", "1. "),
        ("items and quotations", "> - "),
        ("underscores", "_"), ("asterisks", "*"), ("open marks", "*a _b **c __d "), ("joined marks", "a**b"),
        ("strikes", "~~a "),
        ("brackets", "["), ("pictures", "!["), ("links", "[a]("), ("pointed links", "[a](<b"), ("ends of links", "]("),
        ("references", "[a]: b\n"), ("footnotes", "[^a]: "), ("tags", "<a "), ("comments", "<!--"),
        ("instructions", "<?"), ("declarations", "<!A"),
        ("sections", "<![CDATA["), ("attributes", "<a b='"),
        ("ticks", "`a"), ("fences", "```\n"), ("schemes", "https://"), ("hosts", "www."), ("addresses", "a@"),
        ("at", "a@b."),
        ("columns", "|"), ("rows", "a\n"), ("tables", "|a\n|-\n|b\n\n"), ("headings", "# "), ("underlines", "a\n=\n"),
        ("ampersands", "&"), ("NUL", "\0"), ("backslashes", "\\"), ("tabs", "\t"), ("blank lines", "\n"),
        ("escapes", "\u{1B}[31m"),
        ("spaces of French", "\u{202F}"), ("marks that combine", "\u{301}"), ("direction", "\u{202E}"),
        ("parentheses", ")"),
    ]

    @Test(
        "Whatever is pasted comes out as a harmless letter, in time and without an end of the stack",
        .timeLimit(.minutes(2)))
    func garbage() {
        // One after the other: as arguments they would fill the log.
        for (name, unit) in Self.hostile {
            // What means nothing at the beginning of a line stands behind a word.
            let start = unit.first.map { "<)&`".contains($0) } == true ? "https://b.example/" : ""
            let source = start + String(repeating: unit, count: 131_072 / unit.utf8.count)
            let clock = ContinuousClock()
            var markdown: Markdown?
            let time = clock.measure { markdown = Markdown(source) }
            #expect(time < .seconds(10), "\(name): \(time)")
            #expect(markdown?.html.contains("<script") == false && markdown?.html.contains("javascript:") == false)
            #expect((markdown?.html.utf8.count ?? 0) < 60 * source.utf8.count, "\(name)")
        }
    }

    @Test("A table that would fill itself up without end, and one whose rows are short, are told from each other")
    func hugeTables() {
        let columns = 3_000
        let wide = String(repeating: "|a", count: columns) + "\n" + String(repeating: "|-", count: columns) + "\n"
        #expect(!Markdown(wide + String(repeating: "a\n", count: 15_000)).html.contains("<table"))
        #expect(!Markdown("a|b\n-|-\n" + String(repeating: "|", count: 262_144)).html.contains("<table"))
        #expect(Markdown("|a|b\n|-|-\n" + String(repeating: "a\n", count: 1_000)).html.contains("<table"))
    }

    @Test("What stands deeper than any letter's marks comes out as words")
    func deep() {
        let html = Markdown(String(repeating: "> ", count: 200) + "mot").html
        #expect(html.contains("mot") && html.split(separator: "<blockquote").count < 30)
        let marks = Markdown(String(repeating: "**a *b ", count: 300) + "mot" + String(repeating: "*** ", count: 300))
            .html
        #expect(marks.contains("mot"))
    }

    @Test("Many texts at once are parsed each for itself")
    func atOnce() async {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    Markdown("|a|\n|-|\n|~~\(number)~~ https://b.example/\(number)|").html.contains(
                        "<del>\(number)</del> <a href=\"https://b.example/\(number)\"")
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
