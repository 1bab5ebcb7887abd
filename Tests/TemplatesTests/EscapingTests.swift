import Mail
import Templates
import Testing

/// A kind of the test's own, whose one parameter stands in every place a value can stand in.
@Suite("Escaping by context")
struct EscapingTests {
    private static let loaded = Result { try load() }
    private let library: TemplateLibrary

    init() throws { library = try Self.loaded.get() }

    private static func load() throws -> TemplateLibrary {
        let copy = try Copy()
        try copy.write(
            """
            lane: transactional
            description: A value in every place.
            inDoubt: hold
            parameters:
              word: {type: string, description: What a customer typed.}
              link: {type: link, description: Where to go.}
            sample: {word: mot, link: "https://a.example/"}

            """, to: "essai/kind.yaml")
        try copy.write("Objet\u{A0}: {{word}}\n", to: "essai/fr/subject.mustache")
        try copy.write("{{salutation}}\n\n[{{word}}]\n\n{{link}}\n", to: "essai/fr/text.mustache")
        try copy.write(
            "<p title=\"[{{word}}]\">{{salutation}}</p>\n<p>({{word}})</p>\n<a href=\"{{link}}\">{{subject}}</a>\n",
            to: "essai/fr/html.mustache")
        return try copy.library()
    }

    /// The letter as rendered, and the mail as a relay would get it.
    private func letter(
        _ word: String, link: String = "https://a.example/", name: String? = "Camille"
    ) throws -> (letter: Letter, mail: String) {
        let escaped = word.unicodeScalars.map { scalar in
            scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
        }
        let parameters = #"{"word":"\#(escaped.joined())","link":"\#(link)"}"#
        let claimed = try Claims.message("essai", parameters, name: name)
        let letter = try library.letter(for: claimed, issue: nil)
        let shop = try Identity(from: try Mailbox(parsing: "compte@boutique.example"))
        let mail = try Composer(transactional: shop, bulk: shop).compose(letter, for: claimed).bytes
        return (letter, String(decoding: mail, as: UTF8.self))
    }

    @Test(
        "A value is itself in subject and text, and escaped in elements and attributes (H9)",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"), ("' autofocus x='", "&#39; autofocus x=&#39;"),
            ("a & b &lt; c", "a &amp; b &amp;lt; c"), ("{{7*7}}", "{{7*7}}"),
            ("{{word}} {{{word}}}", "{{word}} {{{word}}}"),
            ("%0d%0aBcc: x@evil.tld", "%0d%0aBcc: x@evil.tld"), ("http://evil.tld", "http://evil.tld"),
            ("Zoé 🎁 👩‍👩‍👧", "Zoé 🎁 👩‍👩‍👧"), ("محمد", "محمد"), ("-->", "--&gt;"), ("</title>", "&lt;/title&gt;"),
        ])
    func everywhere(word: String, markup: String) throws {
        let (letter, mail) = try letter(word)
        #expect(letter.subject == "Objet\u{A0}: \(word)")
        #expect(letter.text.contains("[\(word)]"))
        let html = try #require(letter.html)
        #expect(html.contains("<p title=\"[\(markup)]\">"))
        #expect(html.contains("<p>(\(markup))</p>"))
        #expect(html.contains(">Objet\u{A0}: \(markup)</a>"))
        #expect(!mail.contains("\r\nBcc:"))
    }

    @Test("What turns the writing direction is dropped, scripts that run to the left are kept (H9)")
    func direction() throws {
        let turns = (Array(0x202A...0x202E) + Array(0x2066...0x2069)).compactMap(Unicode.Scalar.init)
        let word = "a" + turns.map { "\($0)b" }.joined() + " مرحبا"
        let (letter, _) = try letter(word)
        let kept = "a" + String(repeating: "b", count: turns.count) + " مرحبا"
        #expect(letter.text.contains("[\(kept)]"))
        for text in [letter.subject, letter.text, letter.html ?? ""] {
            #expect(!text.unicodeScalars.contains(where: turns.contains))
        }
        // A word of nothing else says nothing.
        #expect(try self.letter("\u{202E}\u{2066}").letter.text.contains("[]"))
    }

    @Test("5,000 characters are one word, in lines that any relay takes (H9, M2)")
    func long() throws {
        let word = String(repeating: "é", count: 5000)
        let (letter, mail) = try letter(word, link: "https://a.example/" + String(repeating: "a", count: 5000))
        #expect(letter.text.contains("[\(word)]"))
        #expect(letter.html?.contains("(\(word))") == true)
        #expect(mail.utf8.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.count <= 79 })
    }

    @Test("A letter in pieces leaves as one character, in header and parts (M9)")
    func composed() throws {
        let (_, mail) = try letter("e\u{301}te\u{301}", name: "Zoe\u{301}")
        #expect(!mail.contains("=CC=81"))
        #expect(mail.contains("Bonjour Zo=C3=A9,"))
        #expect(mail.contains("[=C3=A9t=C3=A9]"))
        #expect(mail.contains("=C3=A9t=C3=A9?=") || mail.contains("=?utf-8?b?"))
    }

    @Test(
        "A name that is a link, markup or no name at all is neither greeted nor shown beside the address (F11)",
        arguments: ["http://evil.tld", "evil.tld", "www.evil.tld/x", "\u{202E}ellimaC", "a@evil.tld"])
    func names(name: String) throws {
        let (letter, mail) = try letter("mot", name: name)
        #expect(letter.text.hasPrefix("Bonjour,\n"))
        #expect(mail.contains("\r\nTo: camille@exemple.fr\r\n"))
    }

    @Test("A percent-encoded line break in a link stays encoded")
    func encodedBreak() throws {
        let (letter, mail) = try letter("mot", link: "https://a.example/?x=%0d%0aBcc:%20b@evil.tld&y='")
        #expect(letter.text.contains("\nhttps://a.example/?x=%0d%0aBcc:%20b@evil.tld&y='\n"))
        #expect(letter.html?.contains("href=\"https://a.example/?x=%0d%0aBcc:%20b@evil.tld&amp;y=&#39;\"") == true)
        #expect(!mail.contains("\r\nBcc:"))
    }

    @Test(
        "A value that is no link has no place in one, where nothing encodes it (H9)",
        arguments: [
            ("html", "<a href=\"{{word}}\">x</a>", "word"),
            ("html", "<a href=\"https://a.example/?q={{word}}\">x</a>", "word"),
            ("html", "<img alt=\"\" src=\"https://a.example/{{word}}.png\">", "word"),
            ("html", "<a href=\"mailto:{{recipient}}\">x</a>", "recipient"),
            ("html", "<a href=\"https://a.example/?next={{link}}\">x</a>", "link"),
            ("html", "{{<action.html}}{{$link}}{{word}}{{/link}}{{$label}}x{{/label}}{{/action.html}}", "word"),
            ("text", "https://a.example/?q={{word}}", "word"),
            ("text", "{{shop.url}} https://a.example/{{shop.url}}", "shop.url"),
        ])
    func inLink(part: String, words: String, name: String) throws {
        let copy = try Copy()
        let file = "account-updated/fr/\(part).mustache"
        try copy.replace(
            "parameters:\n",
            with:
                "parameters:\n  word:\n    type: string\n    description: A word.\n  link:\n    type: link\n    description: A link.\n",
            in: "account-updated/kind.yaml")
        try copy.replace(
            "sample:\n", with: "sample:\n  word: mot\n  link: https://a.example/\n", in: "account-updated/kind.yaml")
        try copy.replace("{{/body}}", with: words + "\n{{/body}}", in: file)
        let fault = "{{\(name)}} stands in a link and is none"
        let faults = copy.loadFaults
        #expect(faults.contains { $0.hasPrefix(file + ":") && $0.contains(fault) }, "\(faults)")
    }

    @Test("A link may begin with a link, and go on after it")
    func linkInLink() throws {
        let copy = try Copy()
        try copy.replace(
            "{{/body}}",
            with: "<a href=\"{{link}}#fin\" title=\"{{recipient}}\">https://a.example/</a> {{recipient}}\n{{/body}}",
            in: "password-reset/fr/html.mustache")
        #expect(copy.loadFaults == [])
    }
}
