import Mail
import Templates
import Testing

@Suite("What a list and an issue have of their own, in the letter")
struct ListSettingsTests {
    private let library: TemplateLibrary
    private static let untagged = #"{"subject":"News","text":"One."}"#
    private static let tagged =
        #"{"fr":{"subject":"Nouvelles","text":"Un."},"fr-CA":{"subject":"Québec","text":"Un."},"en":{"subject":"News","text":"One."}}"#

    init() throws { library = try Shop.library() }

    private func letter(_ content: String, _ list: StoredIssue.List, for locale: String) throws -> Letter {
        try library.letter(for: try Claims.issue(locale: locale), issue: StoredIssue(content: content, list: list))
    }

    @Test("An issue's title for its list is what readers see; the list stays the same for machines (RFC 2919)")
    func shownTitle() throws {
        for title in [nil, "Pro"] {
            var list = StoredIssue.List(name: "pro", title: title)
            let usual = try letter(Self.untagged, list, for: "fr-FR")
            list.shownTitle = "Spécial salon"
            let special = try letter(Self.untagged, list, for: "fr-FR")
            #expect(special.form.list?.name == "Spécial salon")
            #expect(special.form.list?.id == usual.form.list?.id)
        }
    }

    @Test("Its sender and where answers go are the letter's")
    func sender() throws {
        let list = StoredIssue.List(name: "pro", sender: "Pro <pro@b.test>", replyTo: "aide@b.test")
        let letter = try letter(Self.untagged, list, for: "fr-FR")
        #expect(letter.form.list?.sender == "Pro <pro@b.test>")
        #expect(letter.form.list?.replyTo == "aide@b.test")
    }

    @Test(
        "Its language is that of all its readers, whose region stays",
        arguments: [
            (nil, "en-GB", Self.untagged, "fr", "News"), ("en", "fr-CA", Self.tagged, "en", "News"),
            ("en", "fr-FR", #"{"en":{"subject":"News","text":"One."}}"#, "en", "News"),
            ("fr", "fr-CA", Self.tagged, "fr-CA", "Québec"), ("fr", "en-GB", Self.tagged, "fr", "Nouvelles"),
            (nil, "en-GB", Self.tagged, "en", "News"),
        ] as [(String?, String, String, String, String)])
    func language(own: String?, reader: String, content: String, language: String, subject: String) throws {
        let letter = try letter(content, StoredIssue.List(name: "lettre", locale: own), for: reader)
        #expect(letter.language == language)
        #expect(letter.subject == subject)
    }
}
