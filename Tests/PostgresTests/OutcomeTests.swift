import Mail
import Observability
import TestServers
import Testing

@testable import Postgres

@Suite("The list of outcomes", .timeLimit(.minutes(2)))
struct OutcomeTests {
    @Test("The type in the database holds those that end a message, and no others")
    func type() async throws {
        let fixture = try await OutboxFixture.make()
        let words = try #require(
            await fixture.value("select string_agg(o::text, ' ') from unnest(enum_range(null::facteur.outcome)) o"))
        let ends = Outcome.each.map(\.record).filter(\.isEnd).map(\.word)
        // A report says later that a message bounced, and what is limited is never tried: no attempt ends so.
        #expect(Set(words.split(separator: " ").map(String.init)) == Set(ends + ["bounced", "limited"]))
    }

    @Test("The database stores each, and shows the state that it says", arguments: Outcome.each)
    func settled(outcome: Outcome) async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(try await worker.settle([Settlement(claimed, outcome)]).isEmpty)
        let record = outcome.record
        let state = record.isEnd || ["in_doubt", "held"].contains(record.word) ? record.word : "waiting"
        #expect(try await fixture.state(message) == state)
        let logged = try await fixture.value("select string_agg(outcome, ' ') from facteur.delivery")
        #expect(logged == (record.event == nil ? nil : record.word))
    }

    @Test("The log has an event for each that is a delivery")
    func events() {
        for name in Outcome.each.compactMap(\.record.event) { #expect(Event(rawValue: name) != nil, "\(name)") }
    }
}
