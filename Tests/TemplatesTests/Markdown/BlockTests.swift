import Testing

@testable import Templates

@Suite("Blocks in a letter")
struct BlockTests {
    private static func image(_ attributes: String = "", in block: String? = nil) -> String {
        let image = ":::image\nsource: https://b.example/t.png\nalt: Une tasse\n\(attributes)\n:::"
        guard let block else { return image }
        return block == "column"
            ? ":::columns\n:::column\n\(image)\n:::\n:::column\nMot.\n:::\n:::" : ":::\(block)\n\(image)\n:::"
    }

    @Test(
        "A button is a cell with a ground, and in the plain part its words with the address on a line of its own (H6, H11)"
    )
    func button() {
        let source = ":::button\nlink: https://b.example/a?b=1&c=\"d\"\nVoir *toutes* les <b>tasses</b> & plus\n:::"
        let appearance = ShopSettings.Appearance(accent: "#1f5d50", accentText: "#fefefe")
        let markdown = Markdown(source, style: MarkdownStyle(appearance))
        #expect(markdown.html.contains(#/<td class="button" style="[^"]*background:#1f5d50;/#))
        #expect(
            markdown.html.contains(
                #/<a href="https:\/\/b.example\/a\?b=1&amp;c=%22d%22" style="[^"]*color:#fefefe;[^"]*">Voir toutes les &lt;b&gt;tasses&lt;\/b&gt; &amp; plus<\/a>/#
            ))
        #expect(markdown.text == "Voir toutes les <b>tasses</b> & plus\nhttps://b.example/a?b=1&c=%22d%22")
    }

    @Test(
        "A picture is never wider than it is said to be, nor than its place, in attribute and in style",
        arguments: [
            (image("width: 240"), 240, "width:100%;max-width:240px;"),
            (image("width: 90px"), 90, "width:100%;max-width:90px;"),
            (image("width: 1200"), 552, "width:100%;max-width:1200px;"), (image(), 552, "width:auto;max-width:100%;"),
            (image(in: "column"), 240, "width:auto;max-width:100%;"),
            (image("width: 200", in: "column"), 200, "width:100%;max-width:200px;"),
            (image("width: 504", in: "section"), 504, "width:100%;max-width:504px;"),
            (image(in: "section"), 512, "width:auto;max-width:100%;"),
            (image(in: "note"), 508, "width:auto;max-width:100%;"),
            ("![Une tasse](https://b.example/t.png)", 552, "width:auto;max-width:100%;"),
        ])
    func widths(source: String, attribute: Int, style: String) {
        let html = Markdown(source).html
        #expect(
            html.contains("alt=\"Une tasse\" width=\"\(attribute)\" style=\"display:block;\(style)height:auto;"),
            "\(html)")
    }

    @Test("A picture has its words, its caption and where it leads in both parts (H5)")
    func caption() {
        let markdown = Markdown(
            Self.image("link: https://b.example/a\nPhoto : *Anne* \"M\", [ici](https://b.example/b)"))
        #expect(
            markdown.html.contains(
                "<a href=\"https://b.example/a\" style=\"color:inherit;text-decoration:underline;\"><img "))
        #expect(
            markdown.html.contains(
                #/<p class="quiet" [^>]*>Photo : <em>Anne<\/em> &quot;M&quot;, <a href="https:\/\/b.example\/b"/#))
        #expect(markdown.text == "Une tasse\nPhoto : Anne \"M\", ici <https://b.example/b>\nhttps://b.example/a")
        let quoted = Markdown(":::image\nsource: https://b.example/t.png\nalt: Une tasse \"bleue\" & <ocre>\n:::")
        #expect(quoted.html.contains("alt=\"Une tasse &quot;bleue&quot; &amp; &lt;ocre&gt;\""))
        #expect(quoted.text == "Une tasse \"bleue\" & <ocre>")
    }

    @Test("Columns stand side by side without a media query, in Outlook as cells, as words one after the other")
    func columns() {
        let markdown = Markdown(":::columns\n:::column\n## Un\n\nMot.\n:::\n:::column\n- a\n- b\n:::\n:::")
        #expect(
            markdown.html.matches(of: #/<div class="ink" style="display:inline-block;width:240px;width:calc\(/#).count
                == 2)
        #expect(MarkupTokens.forOutlook(markdown.html).matches(of: #/<td width="/#).count == 2)
        #expect(!MarkupTokens.forOthers(markdown.html).contains("<table"))
        #expect(!markdown.html.contains("@media") && markdown.html.contains("</div><!--[if mso]></td>"))
        #expect(markdown.text == "Un\n\nMot.\n\n- a\n- b")
        let inSection = Markdown(":::section\n:::columns\n:::column\nUn.\n:::\n:::column\nDeux.\n:::\n:::\n:::").html
        #expect(inSection.contains("width:220px;width:calc("))
    }

    private static func product(_ number: Int, _ attributes: String = "") -> String {
        ":::product\nlink: https://b.example/\(number)\n\(attributes)Tasse \(number)\n:::\n"
    }

    @Test("Products stand two in a row, whether their number is odd and whether they have pictures", arguments: 1...7)
    func products(count: Int) {
        let products = (1...count).map { number in
            Self.product(
                number, number % 3 == 0 ? "" : "picture: https://b.example/\(number).png\nprice: \(number),50 €\n")
        }
        let markdown = Markdown(":::products\n\(products.joined()):::")
        #expect(markdown.html.matches(of: #/<td class="card ink line"/#).count == count)
        #expect(markdown.html.matches(of: #/<div style="margin:0;font-size:0;/#).count == (count + 1) / 2)
        #expect(markdown.html.matches(of: #/<img src="[^"]*" alt=""/#).count == count - count / 3)
        #expect(MarkupTokens.fault(of: markdown.html) == nil)
        let paragraphs = (1...count).map { number in
            "Tasse \(number)\(number % 3 == 0 ? "" : " – \(number),50 €")\nhttps://b.example/\(number)"
        }
        #expect(markdown.text == paragraphs.joined(separator: "\n\n"))
    }

    @Test("A product's picture and name are one link, and what else is said of it stands below its name")
    func product() {
        let product = Self.product(1, "picture: https://b.example/1.png\nalt: Une tasse bleue\nprice: 24 € < 30 €\n")
            .replacing("Tasse 1", with: "Tasse *1* & plus\n\nEn **grès**.")
        let markdown = Markdown(":::products\n\(product):::")
        #expect(
            markdown.html.contains(
                #/<a href="https:\/\/b.example\/1"[^>]*><img src="https:\/\/b.example\/1.png" alt="Une tasse bleue" [^>]*><strong[^>]*>Tasse 1 &amp; plus<\/strong><\/a>/#
            ))
        #expect(
            markdown.html.contains(
                #/<p class="quiet"[^>]*>En <strong>grès<\/strong>.<\/p>\n<p[^>]*>24 € &lt; 30 €<\/p>/#))
        #expect(markdown.text == "Tasse 1 & plus – 24 € < 30 €\nEn grès.\nhttps://b.example/1")
    }

    @Test(
        "Words are legible on every tint, whatever the shop's colour (WCAG 2.1, 1.4.3)", arguments: BlockTint.allCases,
        ["#1a4d7a", "#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "red", "#12"])
    func tints(tint: BlockTint, accent: String) throws {
        let style = MarkdownStyle(ShopSettings.Appearance(accent: accent, accentText: "#ffffff"))
        let ground = try #require(Colour(style.ground(tint)))
        for words in [MarkdownStyle.ink, MarkdownStyle.quiet] {
            #expect(try #require(Colour(words)).contrast(to: ground) >= 4.5)
        }
        let html = Markdown(":::section\ntint: \(tint.rawValue)\nMot.\n:::", style: style).html
        #expect(html.contains("<td class=\"tint ink\" style=\"padding:24px 20px 6px;background:\(style.ground(tint));"))
    }

    @Test("Notes and dividers")
    func others() {
        let markdown = Markdown("Un.\n\n:::divider\n:::\n\n:::note\n**Fermé** le 25.\n\n- a\n:::\nDeux.")
        #expect(
            markdown.html.contains("class=\"tint ink line note\"") && markdown.html.contains("class=\"hairline line\""))
        #expect(markdown.text == "Un.\n\n* * *\n\nFermé le 25.\n\n- a\n\nDeux.")
    }

    @Test(
        "Headings keep their ranks within blocks, and sizes theirs",
        arguments: [
            (1, 22, "30px;font-weight:normal"), (2, 19, "27px;font-weight:normal"), (3, 17, "27px;font-weight:bold"),
            (4, 17, "27px;font-weight:bold"),
        ])
    func headings(level: Int, size: Int, height: String) {
        let marks = (1...4).map { String(repeating: "#", count: $0) + " T\($0)" }
        let html = Markdown("# T1\n\n:::section\n\(marks[1])\n\n\(marks[2])\n:::\n\n\(marks[3])").html
        let heading = html.matches(of: #/<h(\d) style="([^"]*)">T(\d)<\/h(\d)>/#).first { $0.3 == "\(level)" }
        #expect(heading.map { $0.1 == "\(level + 1)" && $0.4 == $0.1 } == true)
        #expect(heading?.2.contains("font-size:\(size)px;line-height:\(height);") == true)
    }

    @Test("References reach into blocks, and code that holds colons is code")
    func together() {
        let markdown = Markdown(
            """
            :::note
            Voir [les tasses][t].

            ```
            :::button
            :::
            ```
            :::

            [t]: https://b.example/t
            """)
        #expect(markdown.text == "Voir les tasses <https://b.example/t>.\n\n:::button\n:::")
        #expect(Markdown("- un\n\n  ```\n  :::note\n  ```\n- deux").text == "- un\n\n  :::note\n\n- deux")
        #expect(Markdown("> ```\n> :::note\n> ```").text == "> :::note")
        #expect(Markdown("<!--\n:::note\n-->").text == "<!--\n:::note\n-->")
    }

    @Test("Spaces, capitals and more colons make no difference, nor do the line ends of Windows")
    func written() {
        let plain = Markdown(":::button\nlink: https://b.example/a\nVoir\n:::")
        for source in [
            "::: button\nlink: https://b.example/a\nVoir\n:::", ":::Button\nLink: https://b.example/a\nVoir\n:::",
            "  :::::button\n  link:https://b.example/a\n\n  Voir\n  ::::: ",
            ":::button\nlink\u{A0}: <https://b.example/a>\nVoir\n:::",
            ":::button\r\nlink: https://b.example/a\r\nVoir\r\n:::\r\n",
            ":::button\rlink: https://b.example/a\rVoir\r:::",
            "\n\n:::button\nlink:   https://b.example/a  \n\n\nVoir\n\n:::\n",
        ] {
            #expect(Markdown(source) == plain, "\(source.debugDescription)")
            #expect(Markdown.faults(in: source).isEmpty, "\(source.debugDescription)")
        }
    }

    @Test("A reader's own value may stand in a link, or be one: who fills it in judges it")
    func values() {
        for link in ["{{view_link}}", "https://b.example/{{city|Lyon}}?a={{name|}}", "mailto:{{city}}@b.example"] {
            #expect(Markdown.faults(in: ":::button\nlink: \(link)\nVoir\n:::").isEmpty, "\(link)")
        }
        #expect(!Markdown.faults(in: ":::button\nlink: javascript:{{name}}\nVoir\n:::").isEmpty)
    }
}
