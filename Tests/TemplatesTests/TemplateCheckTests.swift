import Mail
import Templates
import Testing

@Suite("The check of templates")
struct TemplateCheckTests {
    /// One change to a shipped file, and how the fault it makes begins.
    struct Spoil: CustomTestStringConvertible {
        var file: String
        var words: String
        var others: String
        var fault: String
        var testDescription: String { fault }
    }

    private static let reset = "password-reset/fr"

    static let spoils = [
        Spoil(
            file: "\(reset)/text.mustache", words: "{{link}}", others: "{{lnik}}",
            fault: "password-reset/fr/text.mustache:5: {{lnik}} is not declared"),
        Spoil(
            file: "\(reset)/html.mustache", words: "{{shop.name}}", others: "{{shop.nom}}",
            fault: "password-reset/fr/html.mustache:4: {{shop.nom}} is not declared"),
        Spoil(
            file: "layouts/frame.text.mustache", words: "{{salutation}}", others: "{{salutation}} {{unsubscribe_link}}",
            fault: "layouts/frame.text.mustache:1: {{unsubscribe_link}} is not declared"),
        Spoil(
            file: "password-changed/fr/text.mustache", words: "{{changed_at}}", others: "{{expires_at}}",
            fault: "password-changed/fr/text.mustache:3: {{expires_at}} is not declared"),
        Spoil(
            file: "password-reset/kind.yaml", words: "sample:\n", others: "sample:\n  other: autre\n",
            fault: "password-reset/kind.yaml:14: the sample has an unknown other"),
        Spoil(
            file: "newsletter/fr/html.mustache", words: "{{> unsubscribe.html}}", others: "",
            fault: "newsletter/fr/html.mustache: a bulk letter has no way out"),
        Spoil(
            file: "newsletter/fr/text.mustache", words: "{{> unsubscribe.text}}", others: "",
            fault: "newsletter/fr/text.mustache: a bulk letter has no way out"),
        Spoil(
            file: "password-changed/fr/text.mustache", words: "{{shop.account_url}}", others: "votre compte",
            fault: "password-changed/fr/text.mustache: lacks the link https://www.boutique.example/compte"),
        Spoil(
            file: "\(reset)/text.mustache", words: "{{link}}", others: "{{link}}\n\nhttps://autre.example/",
            fault: "password-reset/fr/html.mustache: lacks the link https://autre.example/"),
        Spoil(
            file: "\(reset)/text.mustache", words: "demande\u{202F}?", others: "demande ?",
            fault: "password-reset/fr/text.mustache:11: ? without U+202F"),
        Spoil(
            file: "\(reset)/html.mustache", words: "demande\u{202F}?", others: "demande?",
            fault: "password-reset/fr/html.mustache:8: ? without U+202F"),
        Spoil(
            file: "\(reset)/text.mustache", words: "ce lien\u{A0}:", others: "ce lien :",
            fault: "password-reset/fr/text.mustache:3: : without U+00A0"),
        Spoil(
            file: "newsletter-unsubscribed/fr/text.mustache", words: "«\u{A0}", others: "« ",
            fault: "newsletter-unsubscribed/fr/text.mustache:3: « without U+00A0"),
        Spoil(
            file: "newsletter-unsubscribed/fr/text.mustache", words: "\u{A0}»", others: "»",
            fault: "newsletter-unsubscribed/fr/text.mustache:3: » without U+00A0"),
        Spoil(
            file: "\(reset)/html.mustache", words: "jusqu’au", others: "jusqu'au",
            fault: "password-reset/fr/html.mustache:6: a straight apostrophe"),
        Spoil(
            file: "\(reset)/subject.mustache", words: "Choisissez", others: "\"Choisissez\"",
            fault: "password-reset/fr/subject.mustache:1: straight quotation marks"),
        Spoil(
            file: "\(reset)/text.mustache", words: "Ignorez ce message", others: "Ignorez ce message...",
            fault: "password-reset/fr/text.mustache:11: three dots"),
        Spoil(
            file: "\(reset)/text.mustache", words: "Ignorez", others: "De tout coeur, ignorez",
            fault: "password-reset/fr/text.mustache:11: coeur lacks its ligature"),
        Spoil(
            file: "layouts/frame.html.mustache", words: " alt=\"{{shop.name}}\"", others: "",
            fault: "layouts/frame.html.mustache:29: an image without alt"),
        Spoil(
            file: "\(reset)/html.mustache", words: "{{/body}}",
            others: "<!-- \(String(repeating: "x", count: 100_000)) -->\n{{/body}}",
            fault: "password-reset/fr/html.mustache: is larger than 100000 bytes"),
        Spoil(
            file: "\(reset)/html.mustache", words: "{{shop.name}}", others: "{{{shop.name}}}",
            fault: "password-reset/fr/html.mustache:4: {{{shop.name}}} is not escaped"),
        Spoil(
            file: "\(reset)/text.mustache", words: "{{link}}", others: "{{&link}}",
            fault: "password-reset/fr/text.mustache:5: {{{link}}} is not escaped"),
        Spoil(
            file: "\(reset)/subject.mustache", words: "passe", others: "passe {{link}}",
            fault: "password-reset/fr/subject.mustache:1: {{link}} has no place in a subject"),
        Spoil(
            file: "\(reset)/subject.mustache", words: "passe", others: String(repeating: "passe ", count: 6),
            fault: "password-reset/fr/subject.mustache: is longer than 60 characters"),
    ]

    @Test("What makes bad letters is refused, with the file and the line", arguments: spoils)
    func refused(spoil: Spoil) throws {
        let copy = try Copy()
        try copy.replace(spoil.words, with: spoil.others, in: spoil.file)
        let faults = copy.faults
        #expect(faults.contains { $0.hasPrefix(spoil.fault) }, "\(faults)")
    }

    @Test("A parameter that no part uses is refused")
    func unused() throws {
        let copy = try Copy()
        let file = "password-reset/kind.yaml"
        try copy.replace(
            "parameters:\n", with: "parameters:\n  colour:\n    type: text\n    description: Unused.\n", in: file)
        try copy.replace("sample:\n", with: "sample:\n  colour: vert\n", in: file)
        #expect(
            copy.faults == [
                "password-reset/kind.yaml: parameter colour is declared, and no part uses it: use {{colour}} or take it out"
            ])
    }

    @Test("A letter without a text part or a subject is refused (M12)", arguments: ["text", "subject"])
    func missing(part: String) throws {
        let copy = try Copy()
        try copy.remove("password-reset/fr/\(part).mustache")
        #expect(copy.faults.contains("password-reset/fr: has no \(part) part: add password-reset/fr/\(part).mustache"))
    }

    @Test("A kind may do without HTML")
    func withoutHTML() throws {
        let copy = try Copy()
        try copy.remove("password-reset/fr/html.mustache")
        #expect(copy.faults == [])
        #expect(try Shop.library(copy.directory).sampleLetter(of: "password-reset", locale: "fr").html == nil)
    }

    @Test("Attributes, styles and URLs are no French (F4)")
    func notFrench() throws {
        let copy = try Copy()
        try copy.replace(
            "{{/body}}",
            with: "<a href='{{link}}' style=\"color:red;\">https://a.example/?a=1;b!</a>\u{A0}&nbsp;: &amp;\n{{/body}}",
            in: "password-reset/fr/html.mustache")
        try copy.replace(
            "{{link}}", with: "{{link}}\n\nhttps://a.example/?a=1;b!", in: "password-reset/fr/text.mustache")
        #expect(copy.faults.map { $0.prefix(60) }.filter { !$0.contains("lacks the link") } == [])
    }

    @Test("Canada and Switzerland are not held to the typography of France (F6)", arguments: ["fr-CA", "fr-CH"])
    func elsewhere(locale: String) throws {
        let copy = try Copy()
        try copy.write("Un nouveau mot de passe, vraiment?\n", to: "password-reset/\(locale)/subject.mustache")
        #expect(copy.faults == [])
        try copy.write("Un nouveau mot de passe, vraiment?\n", to: "password-reset/fr-BE/subject.mustache")
        #expect(copy.faults.count == 1)
    }

    @Test("All faults are told at once, in the order of the files")
    func allAtOnce() throws {
        let copy = try Copy()
        try copy.replace("lane: transactional", with: "lane: fast", in: "registration/kind.yaml")
        try copy.replace("{{link}}", with: "{{lnik}}", in: "password-reset/fr/text.mustache")
        try copy.replace("{{changed_at}}", with: "{{when}}", in: "account-updated/fr/text.mustache")
        let files = copy.faults.compactMap { $0.split(separator: "/").first }
        #expect(Set(files) == ["account-updated", "password-reset", "registration"])
        #expect(files == files.sorted())
    }
}
