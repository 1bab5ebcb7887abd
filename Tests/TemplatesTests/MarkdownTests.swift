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
                "<h2 style=\"margin:24px 0 12px;background:transparent;font-size:18px;line-height:24px;font-weight:bold;\">"
                    + "Décembre</h2>"))
        #expect(html.contains("<p style=\"margin:0 0 16px;\">Les tasses sont\nde retour.</p>"))
        #expect(html.contains(">lin</li>") && html.contains(">ardoise\net tilleul</li>"))
        #expect(html.contains("<ol ") && html.contains(">deux</li>"))
        #expect(html.contains("<hr ") && html.contains("Bien reçu,\nmerci."))
        #expect(!html.contains("<style") && !html.contains("class="))
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
        #expect(Markdown(source).html == "<p style=\"margin:0 0 16px;\">\(html)</p>")
    }

    @Test("Links are https or mailto; a bare one leaves the sentence its full stop (F4)")
    func links() {
        let link = "<a href=\"https://b.example/a?x=1&amp;y=(2\" style=\"color:inherit;text-decoration:underline;\">"
        #expect(
            Markdown("Voir https://b.example/a?x=1&y=(2.").html.contains(
                "Voir \(link)https://b.example/a?x=1&amp;y=(2</a>."))
        #expect(Markdown("[la page](https://b.example/a)").html.contains(">la page</a>"))
        #expect(Markdown("<mailto:aide@b.example>").html.contains(">aide@b.example</a>"))
        for bad in [
            "[x](javascript:alert(1))", "[x](http://b.example)",
            "<data:text/html>",
        ] {
            #expect(!Markdown(bad).html.contains("<a "), "\(bad)")
        }
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

                « Merci. »
                """)
    }

    @Test("Whatever is pasted comes out as text and never without an end")
    func garbage() {
        // One after the other: as arguments they would fill the log.
        for source in [
            "[[[[[", "****", "*_*_", "> ", "#", "\\", "![", "](", "- ", "1. ", "```",
            String(repeating: "*a _b **c __d ", count: 2000),
        ] {
            #expect(!Markdown(source).html.contains("<script"))
            _ = Markdown(source).text
        }
    }
}
