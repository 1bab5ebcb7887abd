import Mail
import Testing

@testable import Web

@Suite("Addresses of the archive")
struct ArchiveRouteTests {
    @Test(
        "A list of any name has one, and is found by it",
        arguments: ["lettre", "La Lettre", "a/b", "a%2Fb", "?page=2", "é 😀", "..", "a:b", "feed.atom", "#", "\u{A0}"])
    func names(list: String) throws {
        let encoded = ArchiveRoute.encoded(list)
        let isPlain = encoded.utf8.allSatisfy { $0 < 0x80 }
        #expect(isPlain && !encoded.contains(/[\/?#:.]/))
        #expect(ArchiveRoute(path: "/archive/\(encoded)", query: nil) == .list(list, page: 1))
        #expect(ArchiveRoute(path: "/archive/\(encoded)/feed.atom", query: nil) == .feed(list))
        let id = MemoryArchive.id(1)
        #expect(ArchiveRoute(path: "/archive/\(encoded)/\(id)", query: nil) == .issue(id, list: list))
    }

    @Test("What lies in a document's head and body is found, and what is no document stays whole")
    func markup() {
        let html = "<html><head><title>a</title></head><body class=\"b\"><p>c</p></body></html>"
        #expect(IssueMarkup.body(of: html) == "<p>c</p>")
        #expect(IssueMarkup.adding("<meta>", toHeadOf: html).contains("<title>a</title><meta>\n</head><body"))
        for other in ["", "<p>a</p>", "<body", "<body></p>", "</body><body>"] {
            #expect(IssueMarkup.body(of: other) == other)
            #expect(IssueMarkup.adding("<meta>", toHeadOf: other) == other)
        }
    }

    @Test("What is kept never weighs more than it may, and what was asked for last stays")
    func cache() {
        let cache = BoundedCache<Int, String>(limit: 100)
        for key in 1...4 { cache.keep("\(key)", bytes: 25, for: key) }
        #expect(cache.value(for: 1) == "1")
        cache.keep("5", bytes: 25, for: 5)
        #expect(cache.value(for: 2) == nil && cache.value(for: 1) == "1" && cache.value(for: 5) == "5")
        cache.keep("5b", bytes: 5, for: 5)
        #expect(cache.value(for: 5) == "5b")
        cache.keep("6", bytes: 20, for: 6)
        let kept = [1, 3, 4, 5, 6].map { cache.value(for: $0) }
        #expect(kept == ["1", "3", "4", "5b", "6"])
        cache.keep("large", bytes: 26, for: 7)
        #expect(cache.value(for: 7) == nil)
    }
}
