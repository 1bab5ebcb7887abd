import Mail
import Testing

@testable import Templates

@Suite("The issues that are being sent")
struct IssueCacheTests {
    private static let content = #"""
        {"fr": {"subject": "Objet", "text": "Bonjour"}, "en": {"subject": "Subject", "text": "Hello"}}
        """#

    private func id(_ number: Int) -> MessageID { MessageID(high: 1, low: UInt64(number)) }

    @Test("are rendered once for each language that readers get, however many locales and issues there are")
    func once() throws {
        let cache = IssueCache<String>()
        var made: [String: Int] = [:]
        let locales = (0..<40).flatMap { ["fr-\($0)", "en-\($0)", "zz-\($0)", "FR_\($0)"] }
        for _ in 0..<3 {
            for issue in 0..<20 {
                for locale in locales {
                    let subject = try cache.rendered(id(issue), StoredIssue(content: Self.content), locale: locale) {
                        tags throws(RenderFault) in
                        let choice = IssueLanguage(reader: locale, words: tags, frames: ["en", "fr"], standard: "fr")
                        guard let choice else { throw RenderFault("no language") }
                        return choice
                    } render: { words, _ throws(RenderFault) in
                        made["\(issue) \(words.subject)", default: 0] += 1
                        return words.subject
                    }
                    #expect(subject == (locale.hasPrefix("en") ? "Subject" : "Objet"))
                }
            }
        }
        #expect(made.count == 40)
        #expect(made.values.allSatisfy { $0 == 1 })
    }
}
