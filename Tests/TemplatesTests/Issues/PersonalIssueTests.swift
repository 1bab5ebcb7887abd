import FoundationEssentials
import Mail
import Testing

@testable import Templates

@Suite("An issue that says something of its reader")
struct PersonalIssueTests {
    private let library: TemplateLibrary

    init() throws { library = try Shop.library() }

    /// A letter of an issue whose fields are these.
    private func letter(
        _ fields: [String: String], name: String? = "Camille", of reader: String = "{}", locale: String = "fr-FR",
        list: StoredIssue.List? = nil, by library: TemplateLibrary? = nil
    ) throws -> Letter {
        try (library ?? self.library).letter(
            for: try Claims.issue(name: name, locale: locale, fields: reader),
            issue: StoredIssue(content: try Self.json(fields), list: list))
    }

    private static func json(_ fields: [String: String]) throws -> String {
        String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
    }

    @Test("A name, a field or its fallback stands in every part")
    func everyPart() throws {
        let parts = [
            "subject": "{{name|Vous}}, à {{city|la maison}}", "title": "Pour {{name|vous}}",
            "preheader": "À {{city|deux pas}}", "markdown": "**{{name|Cher lecteur}}** de {{city|partout}}",
        ]
        let known = try letter(parts, of: #"{"city": "L’Isle & Cie"}"#)
        #expect(known.subject == "Camille, à L’Isle & Cie")
        #expect(known.text.contains("Camille"))
        #expect(known.text.contains("de L’Isle & Cie"))
        let html = try #require(known.html)
        for words in [
            ">Pour Camille</h1>", ">À L’Isle &amp; Cie", "<strong>Camille</strong> de L’Isle &amp; Cie",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        let unknown = try letter(parts, name: nil)
        #expect(unknown.subject == "Vous, à la maison")
        #expect(unknown.html?.contains("<strong>Cher lecteur</strong> de partout") == true)
    }

    @Test(
        "A name is said as a greeting spells it, and what a program or a form put in its place is none",
        arguments: [
            ("Camille", "Camille"), ("DUPONT Jean", "Jean Dupont"), ("zoé", "Zoé"), ("Zoé <b>", "Zoé <b>"),
            ("null", nil), ("N/A", nil), ("Undefined", nil), ("camille@client.example", nil), ("12 345", nil),
            ("Camille null", "Camille"), ("  ", nil), (nil, nil),
        ] as [(String?, String?)])
    func names(name: String?, said: String?) throws {
        let parts = [
            "subject": "{{#name}}Pour {{/name}}{{name|vous}}", "text": "T", "html": "<p>{{name|vous}}</p>",
        ]
        let letter = try letter(parts, name: name)
        #expect(letter.subject == said.map { "Pour \($0)" } ?? "vous")
    }

    @Test("The greeting stands where the editor wants it, and nowhere else")
    func salutation() throws {
        for (markdown, count) in [("Un.", 0), ("{{salutation}}\n\nUn.", 1), ("Un.\n\n{{salutation}}", 1)] {
            let letter = try letter(["subject": "Lettre", "markdown": markdown])
            #expect(
                letter.text.split(separator: "Bonjour Camille,", omittingEmptySubsequences: false).count == count + 1)
            #expect(
                letter.html?.split(separator: "Bonjour Camille,", omittingEmptySubsequences: false).count == count + 1)
        }
    }

    @Test(
        "A value is what the part around it makes of it, whatever it holds",
        arguments: [
            "<script>x</script>", "\" onclick=\"x", "' onclick='x", "{{recipient}}", "zqx0z", "&amp;", "a b/c?d=e#f",
            "--><b>", "]]>", "](https://evil.example)", "é\u{0301}",
        ])
    func escaping(value: String) throws {
        let parts = [
            "subject": "S", "text": "{{city}} https://www.boutique.example/?v={{city}}",
            "html":
                "<p title=\"{{city}}\" class={{city}}>{{city}} <a href=\"https://www.boutique.example/?v={{city}}\">a</a>"
                + "<!--[if mso]><i>{{city}}</i><![endif]--></p>",
        ]
        let letter = try letter(parts, of: try Self.json(["city": value]))
        let (escaped, encoded) = (HTMLText.escaped(value), value.percentEncoded)
        let words = { (text: String) in text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(words(letter.text).hasPrefix(words("\(value) https://www.boutique.example/?v=\(encoded)")))
        #expect(
            letter.html?.contains(
                "<p title=\"\(escaped)\" class=\(encoded)>\(escaped) <a href=\"https://www.boutique.example/?v=\(encoded)\">a</a>"
                    + "<!--[if mso]><i>\(escaped)</i><![endif]--></p>") == true)
    }

    @Test("Nobody's value says where a link leads, loads a picture, or stands in a style")
    func refusedPlaces() throws {
        let parts = ["subject": "S", "text": "T"]
        let html = "<p style=\"color:{{city}}\"><a href=\"https://{{city|www}}.a.example/\">a</a></p>"
        let letter = try letter(parts.merging(["html": html]) { $1 }, of: #"{"city": "evil"}"#)
        #expect(letter.html?.contains("<p style=\"color:\"><a href=\"https://www.a.example/\">a</a></p>") == true)
        let fault = #expect(throws: RenderFault.self) {
            try self.letter(parts.merging(["html": "<img alt=\"\" src=\"https://a.example/{{city}}\">"]) { $1 })
        }
        #expect(fault?.description.contains("differs by reader") == true)
    }

    @Test("Sections are said to those of whom something is known, each reader's own")
    func sections() throws {
        let parts = [
            "subject": "{{#vip}}Pour vous{{/vip}}{{^vip}}Pour tous{{/vip}}",
            "markdown":
                "{{#city}}\nÀ {{city}}.\n{{/city}}\n{{^city}}\nPartout.\n{{/city}}\n\n- un\n{{#vip}}\n- deux\n{{/vip}}",
        ]
        for (reader, subject, line, items) in [
            ("{}", "Pour tous", "Partout.", 1), (#"{"vip": true}"#, "Pour vous", "Partout.", 2),
            (#"{"city": "Lyon", "vip": false}"#, "Pour tous", "À Lyon.", 1),
            (#"{"city": "  ", "vip": null}"#, "Pour tous", "Partout.", 1),
            (#"{"city": "Lille", "vip": 0}"#, "Pour vous", "À Lille.", 2),
            (#"{"city": "Falset", "vip": "false"}"#, "Pour tous", "À Falset.", 1),
            (#"{"city": "Faux", "vip": "FAUX"}"#, "Pour tous", "À Faux.", 1),
            (#"{"vip": "true"}"#, "Pour vous", "Partout.", 2),
        ] {
            let letter = try letter(parts, of: reader)
            #expect(letter.subject == subject)
            #expect(letter.text.hasPrefix(line + "\n"))
            #expect(letter.html?.split(separator: "<li", omittingEmptySubsequences: false).count == items + 1)
        }
    }

    @Test("Numbers are written as the letter's language writes them; what no rule allows is not given")
    func values() throws {
        let parts = ["subject": "S", "text": "{{points|aucun}}"]
        for (reader, text) in [
            (#"{"points": 1250.5}"#, "1\u{202F}250,5"), (#"{"points": "1250"}"#, "1250"),
            (#"{"points": true}"#, "aucun"),
            (#"{"points": [1]}"#, "aucun"), (#"{"points": "a\nb"}"#, "aucun"), ("no JSON", "aucun"),
        ] {
            #expect(try letter(parts, of: reader).text.hasPrefix(text + "\n"))
        }
    }

    @Test("Two braces are two braces where a backslash says so, and where no tag is")
    func braces() throws {
        let letter = try letter(["subject": "\\{{name}}", "markdown": "\\{{name}} `\\{{x}}` {{ y"])
        #expect(letter.subject == "{{name}}")
        #expect(letter.html?.contains("{{name}} ") == true)
        #expect(letter.text.contains("{{x}}"))
        #expect(letter.text.contains("{{ y"))
    }

    @Test("A reader finds the issue in a browser by a link that is the same for all")
    func viewLink() throws {
        let link = "https://lettres.boutique.example/archive/Les%20%C3%A9lus/01936000-0000-7000-8000-000000000001"
        let letter = try letter(
            ["subject": "S", "markdown": "[Voir]({{view_link}}) ou [partager](https://a.example/?u={{view_link}})"],
            list: StoredIssue.List(name: "Les élus"))
        #expect(letter.html?.contains("href=\"\(link)\"") == true)
        #expect(letter.html?.contains("href=\"https://a.example/?u=\(link.percentEncoded)\"") == true)
        #expect(letter.text.contains(link))
    }

    @Test(
        "A whole document keeps its own head, and gets preheader and footer: the footer last, above what its styles say"
    )
    func document() throws {
        let html =
            "<!doctype html>\n<html><head><style>.a{color:red}</style></head>\n<body class=\"b\">\n<p>Bonjour {{name}}</p>\n</body>\n</html>"
        let letter = try letter(["subject": "S", "preheader": "Avant & {{city|tout}}", "text": "T", "html": html])
        let written = try #require(letter.html)
        #expect(
            written.hasPrefix(
                "<!doctype html>\n<html><head><style>.a{color:red}</style></head>\n<body class=\"b\">\n<div style=\"display:none"
            ))
        #expect(written.contains(">Avant &amp; tout</div>\n<p>Bonjour Camille</p>\n"))
        let end = written.split(whereSeparator: \.isNewline).suffix(4)
        #expect(end.map(String.init).first == "</table>" && end.map(String.init).suffix(2) == ["</body>", "</html>"])
        #expect(written.contains("href=\"https://lettres.boutique.example/d/Jeton_1-a\""))
        #expect(written.contains("color:#535b61 !important;"))
        #expect(written.contains("Siège social"))
        #expect(letter.text.contains("https://lettres.boutique.example/d/Jeton_1-a"))
    }

    @Test("A whole document that is not sound waits, and says why")
    func unsoundDocument() throws {
        let html = "<!doctype html><html><head><style>table{display:none}</style></head><body><p>a</p></body></html>"
        let fault = #expect(throws: RenderFault.self) {
            try letter(["subject": "S", "text": "T", "html": html])
        }
        #expect(fault?.cause == .template)
        #expect(fault?.description.contains("can hide the footer") == true)
    }

    @Test(
        "A fragment that leaves its cell waits, and says where; what stays there goes out",
        arguments: [
            ("<p>a</p></td></tr></table><div style=\"display:none\">", "1:9:"), ("<p>a</p><td>b</td>", "1:9:"),
            ("<table><tr><td>a", "1:1:"), ("<p>a</p>\n<a href=\"https://a.example/", "2:1:"), ("<p>a<p>b</div>", nil),
            ("<TABLE><tr><td>a<td>b</TABLE>", nil),
        ] as [(String, String?)])
    func unsoundFragment(html: String, place: String?) throws {
        let parts = ["subject": "S", "text": "T", "html": html]
        guard let place else {
            #expect(try letter(parts).html?.contains("/d/Jeton_1-a") == true)
            return
        }
        let fault = #expect(throws: RenderFault.self) { try letter(parts) }
        #expect(fault?.description.contains("is not sound: \(place)") == true, "\(fault?.description ?? "")")
    }

    @Test("Newsletters as frameworks export them go out with their footer", arguments: IssueHTMLTests.newsletters)
    func exported(name: String) throws {
        let html = try IssueHTMLTests.newsletter(name)
        let letter = try letter(
            ["subject": "S", "preheader": "Avant", "text": "T", "html": html], of: #"{"vip": true}"#)
        let written = try #require(letter.html)
        #expect(IssueHTML.faults(in: written).isEmpty)
        #expect(written.contains("/d/Jeton_1-a\""))
    }

    @Test("In a browser nobody is named, and nobody's subscription can be ended")
    func browserPage() throws {
        for html in [nil, "<!doctype html><html><head></head><body><p>{{salutation}} {{name|toi}}</p></body></html>"] {
            var parts = [
                "subject": "Pour {{name|vous}}", "text": "T",
                "markdown":
                    "{{salutation}} {{name|toi}} [Voir]({{view_link}}) [partir]({{unsubscribe_link}}) {{recipient}}",
            ]
            parts["html"] = html
            let id = try #require(MessageID("01936000-0000-7000-8000-000000000001"))
            let page = try library.browserPage(
                of: StoredIssue(content: try Self.json(parts), list: StoredIssue.List(name: "lettre")), id: id,
                locale: "fr-CA")
            #expect(page.subject == "Pour vous")
            #expect(page.language == "fr-CA")
            #expect(page.html.contains("Bonjour, toi"))
            for word in ["/d/", "Camille", "camille@", "désabonner", "partir", "\u{F0000}"] {
                #expect(!page.html.contains(word), "\(word)")
            }
            #expect(page.html.contains("Siège social"))
        }
    }
}
