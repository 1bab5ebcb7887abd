import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("One person, one address", .timeLimit(.minutes(2)))
struct OneAddressTests {
    /// Ways in which one address is written; the first is how it was given first.
    static let spellings = ["x@café.example", "X@xn--caf-dma.example", "x@cafe\u{301}.example", "x@CAFÉ.Example"]
    /// The same of one that is beyond ASCII before the @ too.
    static let international = [
        "élodie@café.example", "Élodie@xn--caf-dma.example", "e\u{301}LODIE@cafe\u{301}.example",
        "E\u{301}lodie@CAFÉ.Example",
    ]

    @Test("Whoever is suppressed in one spelling gets no mail in another", arguments: spellings + international)
    func suppression(spelling: String) async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        _ = try await fixture.value("facteur.suppress($1, 'all', 'essai')", [Value(first(of: spelling))])
        try await fixture.enqueue(spelling)
        #expect(try await worker.claim(.transactional, limit: 1).first?.status == .suppressed)
        #expect(try await fixture.value("facteur.unsuppress($1)", [Value(spelling)]) == "true")
    }

    @Test(
        "Whoever subscribes in one spelling is one subscriber, and leaves in another",
        arguments: spellings + international)
    func subscription(spelling: String) async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.value("facteur.subscribe($1, 'lettre')", [Value(first(of: spelling))])
        #expect(try await fixture.value("facteur.subscribe($1, 'lettre')", [Value(spelling)]) == "false")
        #expect(try await fixture.value("facteur.unsubscribe($1, 'lettre')", [Value(spelling)]) == "true")
        #expect(try await fixture.value("select count(*) from facteur.subscription") == "1")
    }

    private func first(of spelling: String) -> String {
        Self.international.contains(spelling) ? Self.international[0] : Self.spellings[0]
    }

    @Test("Who was refused for good in one spelling is not written to in another")
    func refused() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.enqueue("x@cafe\u{301}.example")
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        _ = try await worker.settle([
            Settlement(claimed, .failed(suppress: true), code: 550, enhanced: "5.1.1", reply: "no such user")
        ])
        #expect(try await fixture.value("select address from facteur.suppression") == "x@xn--caf-dma.example")
    }

    @Test("A domain is one family in every spelling")
    func family() async throws {
        let fixture = try await OutboxFixture.make()
        for spelling in Self.spellings {
            #expect(try await fixture.value("facteur.family($1)", [Value(spelling)]) == "xn--caf-dma.example")
        }
        #expect(try await fixture.value("facteur.family('a@GMAIL.com')") == "google")
    }

    @Test(
        "A space at an end of an address is named as such",
        arguments: [
            ("a@b.test ", "ends"), (" a@b.test", "begins"), ("a@b.test\u{A0}", "ends"), ("\u{3000}a@b.test", "begins"),
        ])
    func space(address: String, end: String) async throws {
        let fixture = try await OutboxFixture.make()
        let line = await refusal { try await fixture.enqueue(address) }
        #expect(line?.contains("\(end) with a space") == true, "\(line ?? "taken")")
    }
}
