import FoundationEssentials
import Mail
import Templates
import Testing

@Suite("The letters that ship")
struct GoldenTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// A letter that is meant to change is written anew by deleting its file and running the test twice: the first run
    /// fails, and writes what it saw.
    @Test(
        "Every kind's sample is rendered to the byte",
        arguments: [
            "account-updated", "already-registered", "email-changed", "newsletter", "newsletter-unsubscribed",
            "password-changed", "password-reset", "registration",
        ], ["subject", "text", "html"])
    func golden(kind: String, part: String) throws {
        let letter = try Shop.library().sampleLetter(of: kind, locale: "fr-FR")
        #expect(letter.language == "fr")
        let html = try #require(letter.html)
        let words = ["subject": letter.subject + "\n", "text": letter.text, "html": html]
        let rendered = Array(try #require(words[part]).utf8)
        let file = Self.golden.appending(path: "\(kind).\(part)")
        guard let expected = try? Data(contentsOf: file) else {
            try FileManager.default.createDirectory(at: Self.golden, withIntermediateDirectories: true)
            try Data(rendered).write(to: file)
            Issue.record("\(file.lastPathComponent) was missing; it holds now what was rendered")
            return
        }
        let isSame = Array(expected) == rendered
        #expect(isSame, "\(file.lastPathComponent) differs from: \(String(decoding: rendered, as: UTF8.self))")
    }

    @Test("The kinds of the contract ship, each in French")
    func kinds() throws {
        let kinds = try Shop.library().kinds
        #expect(
            kinds.map(\.name) == [
                "account-updated", "already-registered", "email-changed", "newsletter", "newsletter-unsubscribed",
                "password-changed", "password-reset", "registration",
            ])
        #expect(kinds.allSatisfy { $0.locales.first == "fr" })
    }

    @Test("The templates that ship have no fault")
    func faultless() {
        let faults = TemplateCheck.faults(
            directory: Shop.shipped, shop: Shop.settings, webPublicURL: Shop.webPublicURL)
        #expect(faults.map(\.description) == [])
    }
}
