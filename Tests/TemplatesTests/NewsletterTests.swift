import Mail
import Templates
import Testing

@Suite("A newsletter's letter")
struct NewsletterTests {
    private let library: TemplateLibrary
    private static let content =
        #"{"subject":"Décembre & co","text":"Un.\r\n\r\nDeux.\n","html":"<p>Un &amp; deux.</p>"}"#

    init() throws { library = try Shop.library() }

    @Test("Each recipient has a way out of their own, in both parts and in the headers (U1, U6)")
    func wayOut() throws {
        for token in ["Jeton_1-a", "Jeton_2-b"] {
            let letter = try library.letter(
                for: try Claims.issue(token: token), issue: StoredIssue(content: Self.content))
            let link = "https://lettres.boutique.example/d/\(token)"
            #expect(
                letter.unsubscribe
                    == Letter.Unsubscribe(link: link, mailto: "desabo+\(token)@boutique.example"))
            #expect(
                letter.form.list == FormLetter.List(id: "lettre.boutique.example", name: "La lettre de L’Œuf"))
            #expect(letter.text.split(separator: "\n").contains(link[...]))
            #expect(letter.html?.contains("href=\"\(link)\"") == true)
        }
    }

    @Test(
        "The list that readers see, in the letter and in the headers, is the one that they are on and leave (U1, RFC 2919)",
        arguments: [
            (StoredIssue.List(name: "lettre"), "La lettre de L’Œuf", "lettre.boutique.example"),
            (StoredIssue.List(name: "pro", title: "L’Œuf pro & amis"), "L’Œuf pro & amis", "pro.boutique.example"),
            (StoredIssue.List(name: "Les Pros, à Lyon", title: "Pros"), "Pros", "les-pros-lyon.boutique.example"),
            (StoredIssue.List(name: "日本", title: "日本"), "日本", "liste.boutique.example"),
            (StoredIssue.List(name: "pro", title: "Pro", listID: "b2b.shop.example"), "Pro", "b2b.shop.example"),
        ])
    func ownList(list: StoredIssue.List, name: String, listID: String) throws {
        let letter = try library.letter(
            for: try Claims.issue(), issue: StoredIssue(content: Self.content, list: list))
        #expect(letter.form.list?.name == name)
        #expect(letter.form.list?.id == listID)
        let words = letter.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("« \(name) »"))
        if name != "La lettre de L’Œuf" { #expect(!letter.text.contains("La lettre de L’Œuf")) }
    }

    @Test("An issue whose list is renamed while it goes out says the new name")
    func renamed() throws {
        for title in ["Un", "Deux"] {
            let letter = try library.letter(
                for: try Claims.issue(),
                issue: StoredIssue(content: Self.content, list: StoredIssue.List(name: "lettre", title: title)))
            #expect(letter.form.list?.name == title)
        }
    }

    @Test(
        "Without a mailbox for it, or with one that has no room for a token, there is no mailto",
        arguments: [nil, "une-adresse-trop-longue@boutique.example"])
    func withoutMailbox(address: String?) throws {
        var shop = Shop.settings
        shop.newsletter.unsubscribeAddress = address
        let library = try TemplateLibrary(
            directory: Shop.shipped, shop: shop, webPublicURL: "https://lettres.boutique.example/")
        let unsubscribe = try library.letter(for: try Claims.issue(), issue: StoredIssue(content: Self.content))
            .unsubscribe
        #expect(unsubscribe?.mailto == nil)
        #expect(unsubscribe?.link == "https://lettres.boutique.example/d/Jeton_1-a")
    }

    @Test("The editor's HTML goes in as it is, the editor's text with LF lines, the subject escaped in the HTML alone")
    func content() throws {
        let letter = try library.letter(for: try Claims.issue(), issue: StoredIssue(content: Self.content))
        #expect(letter.subject == "Décembre & co")
        #expect(letter.html?.contains("<p>Un &amp; deux.</p>") == true)
        #expect(letter.html?.contains("<title>Décembre &amp; co</title>") == true)
        #expect(letter.text.hasPrefix("Un.\n\nDeux.\n\n---\n"))
    }

    @Test("One recipient's name is not another's, and each is escaped")
    func recipients() throws {
        for (name, salutation) in [("Zoé", "Bonjour Zoé,"), ("D'Arc", "Bonjour D'Arc,"), (nil, "Bonjour,")] {
            let content = #"{"subject":"Lettre","markdown":"{{salutation}}\n\nUn."}"#
            let letter = try library.letter(for: try Claims.issue(name: name), issue: StoredIssue(content: content))
            #expect(letter.text.hasPrefix(salutation + "\n"))
            let escaped = salutation.split(separator: "'").joined(separator: "&#39;")
            #expect(letter.html?.contains(">\(escaped)<") == true)
        }
    }

    @Test("An issue without HTML shows its text's paragraphs, escaped (H9)")
    func textAlone() throws {
        let content = #"{"subject":"Lettre","text":"Un <b>\r\ndeux\n\ntrois & quatre"}"#
        let html = try #require(try library.letter(for: try Claims.issue(), issue: StoredIssue(content: content)).html)
        #expect(html.contains("<p>Un &lt;b&gt;<br>\ndeux</p>\n<p>trois &amp; quatre</p>"))
    }

    @Test(
        "An issue in several languages reaches each reader in theirs, the others in French; a title is the heading (F12)"
    )
    func languages() throws {
        let library = try English.library()
        let content = #"""
            {"fr": {"subject": "Objet", "title": "Titre", "preheader": "Avant", "markdown": "**Bonjour**"},
             "en": {"subject": "Subject", "markdown": "**Hello**"}}
            """#
        for (locale, subject, words) in [
            ("fr-FR", "Objet", "Bonjour"), ("en-GB", "Subject", "Hello"), ("de", "Objet", "Bonjour"),
            ("fr-CA", "Objet", "Bonjour"),
        ] {
            let letter = try library.letter(for: try Claims.issue(locale: locale), issue: StoredIssue(content: content))
            #expect(letter.subject == subject)
            #expect(letter.html?.contains("<strong>\(words)</strong>") == true)
            #expect(letter.text.contains(words))
            #expect(letter.html?.contains(">Titre</h1>") == (subject == "Objet"))
            #expect(letter.html?.contains(">Avant</div>") == (subject == "Objet"))
        }
    }

    @Test(
        "Words and frame are in one language: the reader's where both are there, else the shop's, else what there is (F12)",
        arguments: [
            (#"{"fr": F, "en": F}"#, "en-GB", "en"), (#"{"fr": F, "en": F}"#, "fr-CA", "fr-CA"),
            (#"{"fr-FR": F, "EN": F}"#, "fr-CH", "fr-CH"), (#"{"fr": F, "en": F}"#, "de", "fr"),
            (#"{"fr": F, "de": F}"#, "de", "fr"), (#"{"de": F, "en": F}"#, "fr", "en"), ("F", "en", "fr"),
            ("F", "fr-CA", "fr-CA"),
        ])
    func oneLanguage(content: String, locale: String, language: String) throws {
        let fields = #"{"subject": "Objet", "markdown": "{{salutation}}\n\nMots"}"#
        let content = content == "F" ? fields : content.replacing(": F", with: ": " + fields)
        let letter = try English.library().letter(
            for: try Claims.issue(locale: locale), issue: StoredIssue(content: content))
        #expect(letter.language == language)
        #expect(letter.text.hasPrefix(language == "en" ? "Hello Camille," : "Bonjour Camille,"))
        #expect(letter.text.contains("English footer") == (language == "en"))
    }

    @Test("An issue in languages that the templates lack waits for a frame, and says so")
    func noFrame() throws {
        let content = #"{"de": {"subject": "Betreff", "markdown": "Hallo"}, "it": {"subject": "O", "markdown": "C"}}"#
        let fault = try #require(throws: RenderFault.self) {
            try library.letter(for: try Claims.issue(), issue: StoredIssue(content: content))
        }
        #expect(fault.cause == .template)
        #expect(fault.description.hasPrefix("newsletter: the issue is in de, it, and the templates"))
    }

    @Test("Many issues and a changed content are each rendered from their own words")
    func issues() throws {
        for round in 0..<2 {
            for number in 10..<40 {
                let claimed = try Claims.issue(issue: "01936000-0000-7000-8000-0000000000\(number)")
                let content = #"{"subject":"Lettre \#(number)-\#(round)","text":"a","html":"b"}"#
                #expect(
                    try library.letter(for: claimed, issue: StoredIssue(content: content)).subject
                        == "Lettre \(number)-\(round)")
            }
        }
    }

    @Test(
        "Content that is none is a fault",
        arguments: [
            nil, "{}", "[]", #"{"subject":"a","html":"b"}"#, #"{"subject":"","text":"b","html":"c"}"#,
            #"{"subject":"a\nb","text":"b","html":"c"}"#, #"{"subject":"a","text":"\u0000","html":"c"}"#,
            #"{"subject":"a","text":"\udb80\udc00salutation\udb80\udc01","html":"c"}"#,
        ] as [String?])
    func wrong(content: String?) throws {
        let claimed = try Claims.issue()
        #expect(throws: RenderFault.self) {
            try library.letter(for: claimed, issue: content.map { StoredIssue(content: $0) })
        }
    }

    @Test("A token that would break the link is a fault", arguments: ["", "a/b", "a b", "é", "a\r\nb"])
    func token(token: String) throws {
        let claimed = try Claims.issue(token: token)
        #expect(throws: RenderFault.self) {
            try library.letter(for: claimed, issue: StoredIssue(content: Self.content))
        }
    }

    @Test("Transactional mail has no way out to offer (M20)")
    func transactional() throws {
        #expect(try library.sampleLetter(of: "password-reset", locale: "fr").unsubscribe == nil)
    }
}
