import Mail
import Testing

@testable import Web

@Suite("The language that a reader is answered in", .timeLimit(.minutes(2)))
struct ReaderLanguageTests {
    /// What a browser asks for, and what it gets; nil: nothing that the pages have.
    private static let asked: [(String?, Language?)] = [
        (nil, nil), ("", nil), ("*", nil), ("de", nil), ("de, ja;q=0.5", nil), ("fr", .french), ("FR-fr", .french),
        ("fr-BE", .french), ("fr-CA", .canadianFrench), ("fr-ca, fr;q=0.9, en;q=0.8", .canadianFrench),
        ("fr-CH, fr;q=0.9", .swissFrench), ("en-US,en;q=0.9,fr;q=0.8", .english),
        ("de;q=1, en;q=0.2, fr;q=0.3", .french),
        ("en;q=0, fr;q=0.1", .french), ("en;q=0", nil), ("en ; q = 0.3 , fr ; q=0.2", .english),
        ("en;q=x, fr;q=0.1", .french),
        ("en;q=nan", nil), ("fr, en", .french), ("en, fr", .english), ("fr;level=1;q=0.1, en;q=0.2", .english),
        (String(repeating: "xx,", count: 1000) + "fr", nil), (",,;;=,", nil),
    ]

    @Test("The browser's best language that the pages have is chosen", arguments: asked.indices)
    func accepted(index: Int) {
        #expect(ReaderLanguage.accepted(Self.asked[index].0) == Self.asked[index].1, "\(Self.asked[index].0 ?? "-")")
    }

    /// The reader's own locale, what their browser asks for, and the page's language and heading.
    private static let readers: [(String?, String, String, String)] = [
        ("fr-FR", "en", "fr", "Ne plus recevoir cette lettre\u{202F}?"),
        ("fr-CA", "en", "fr-CA", "Ne plus recevoir cette lettre?"),
        ("en-GB", "fr", "en", "Stop receiving this newsletter?"),
        ("fr-CH", "fr", "fr-CH", "Ne plus recevoir cette lettre\u{202F}?"),
        ("de-DE", "en", "en", "Stop receiving this newsletter?"),
        (nil, "en;q=0.1", "en", "Stop receiving this newsletter?"),
        (nil, "de", "fr", "Ne plus recevoir cette lettre\u{202F}?"),
    ]

    @Test("Who is known is answered in the language that they are written to in", arguments: readers.indices)
    func known(index: Int) async throws {
        let (locale, header, language, heading) = Self.readers[index]
        try await serving(MemorySubscriptions(locale: locale)) { base in
            let answer = try await Answer.of(
                base + MemorySubscriptions.token, ["-H", "Accept-Language: \(header)"])
            #expect(answer.headers["content-language"] == language)
            #expect(answer.body.contains("<html lang=\"\(language)\">") && answer.body.contains("<h1>\(heading)</h1>"))
        }
    }

    @Test("A link that leads nowhere is told in the browser's language, and known for the endpoint's own in each")
    func unknown() async throws {
        try await serving(MemorySubscriptions()) { base in
            for language in Language.allCases {
                let answer = try await Answer.of(base + "x", ["-H", "Accept-Language: \(language.rawValue)"])
                #expect(answer.headers["content-language"] == language.rawValue)
                #expect(UnsubscribeEndpoint.isAnswerToBrokenLink(status: answer.status, page: answer.body))
            }
            #expect(!UnsubscribeEndpoint.isAnswerToBrokenLink(status: 404, page: "<h1>404 Not Found</h1>"))
        }
    }
}
