import FoundationEssentials
import Mail
import Templates
import Testing

@Suite("The letters that ship")
struct GoldenTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static let kinds = [
        "account-updated", "already-registered", "email-changed", "newsletter", "newsletter-confirmation",
        "newsletter-unsubscribed", "order-confirmed", "order-refunded", "order-shipped", "password-changed",
        "password-reset", "product-recall", "registration", "sign-in-code", "withdrawal-received",
    ]

    static let locales = ["fr", "fr-CA", "fr-CH", "en"]

    /// A letter that is meant to change is written anew with FACTEUR_WRITE_GOLDEN in the environment, and so is one whose file is
    /// missing: that run fails, and the next one holds the letters to what it wrote.
    @Test("Every kind's sample is rendered to the byte, in every locale", arguments: kinds, locales)
    func golden(kind: String, locale: String) throws {
        let letter = try Shop.library().sampleLetter(of: kind, locale: locale)
        let html = try #require(letter.html)
        let folder = Self.golden.appending(path: locale)
        for (part, words) in [("subject", letter.subject + "\n"), ("text", letter.text), ("html", html)] {
            let file = folder.appending(path: "\(kind).\(part)")
            let isAsked = ProcessInfo.processInfo.environment["FACTEUR_WRITE_GOLDEN"] != nil
            let known = try? Data(contentsOf: file)
            if isAsked, known == Data(words.utf8) { continue }
            guard !isAsked, let expected = known else {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(words.utf8).write(to: file)
                Issue.record("\(locale)/\(file.lastPathComponent) holds now what was rendered")
                continue
            }
            let isSame = Array(expected) == Array(words.utf8)
            #expect(isSame, "\(locale)/\(file.lastPathComponent) differs from: \(words)")
        }
    }

    @Test("The kinds of the contract ship, each in French and in English")
    func everyKind() throws {
        let kinds = try Shop.library().kinds
        #expect(kinds.map(\.name) == Self.kinds)
        #expect(kinds.allSatisfy { $0.locales.first == "fr" && $0.locales.contains("en") })
    }

    @Test("The templates that ship have no fault")
    func faultless() {
        let faults = TemplateCheck.faults(
            directory: Shop.shipped, shop: Shop.settings, webPublicURL: Shop.webPublicURL)
        #expect(faults.map(\.description) == [])
    }
}
