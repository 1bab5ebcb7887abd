import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What workers say of relays that are down", .timeLimit(.minutes(2)))
struct RelayOutageTests {
    private func outage(_ relay: String, _ seconds: Int, _ reason: String = "refused") -> RelayOutage {
        RelayOutage(relay: relay, lasted: .seconds(seconds), reason: reason)
    }

    private func relays(_ fixture: OutboxFixture) async throws -> [QueueStatus.Relay] {
        try await OutboxAdministration(fixture.database.settings).status().relays
    }

    @Test(
        "The status says which relay is down since when, why, and by whose word; a relay that is back is gone from it")
    func told() async throws {
        let fixture = try await OutboxFixture.make()
        let (one, other) = (try await fixture.worker(), try await fixture.worker())
        #expect(try await relays(fixture).isEmpty)
        try await one.report([outage("a:587", 600), outage("b:587", 60, "no \"TLS\", {really}")])
        try await other.report([outage("a:587", 300)])
        let down = try await relays(fixture)
        #expect(down.map(\.name) == ["a:587", "b:587"])
        #expect(down.map(\.reason) == ["refused", "no \"TLS\", {really}"])
        #expect(down.map { $0.reportedBy?.count } == [2, 1])
        #expect(down.allSatisfy { $0.sent == 0 && $0.lastReply.isEmpty })
        let age = try await fixture.value(
            "select round(extract(epoch from now() - min(since))) from facteur.relay_outage")
        #expect(Int(age ?? "").map { (600..<660).contains($0) } == true)
        try await one.report([outage("b:587", 70)])
        #expect(try await relays(fixture).map { $0.reportedBy?.count } == [1, 1])
        try await one.report([])
        try await other.report([])
        #expect(try await relays(fixture).isEmpty)
    }

    @Test("A word that is said again changes nothing; a new outage of the same relay, or another reason, does")
    func again() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let row = "select xmin::text || reason || since from facteur.relay_outage"
        try await worker.report([outage("a:587", 600)])
        let first = try await fixture.value(row)
        try await worker.report([outage("a:587", 600)])
        #expect(try await fixture.value(row) == first)
        try await worker.report([outage("a:587", 600, "hangs")])
        #expect(try await fixture.value("select reason from facteur.relay_outage") == "hangs")
        let since = try #require(try await relays(fixture).first?.downSince)
        try await worker.report([outage("a:587", 10, "hangs")])
        #expect(try #require(try await relays(fixture).first?.downSince) > since)
    }

    @Test("A dead worker's word counts no more, and goes with the worker")
    func dead() async throws {
        let fixture = try await OutboxFixture.make()
        let (dead, living) = (try await fixture.worker(), try await fixture.worker())
        try await dead.report([outage("a:587", 600)])
        try await fixture.sql.execute(
            "update facteur.worker set heartbeat_at = now() - interval '31 seconds' where epoch = $1::uuid",
            [Value(dead.epoch)])
        #expect(try await relays(fixture).isEmpty)
        try await fixture.steady(living)
        try await fixture.promoteAll(living)
        #expect(try await fixture.value("select count(*) from facteur.relay_outage") == "0")
        // Who was taken for dead is heard once it has registered again.
        try await dead.report([outage("a:587", 600)])
        #expect(try await relays(fixture).isEmpty)
        try await dead.heartbeat(wantsWakeUps: false)
        try await dead.report([outage("a:587", 600)])
        #expect(try await relays(fixture).map(\.name) == ["a:587"])
    }
}
