import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A parked domain", .timeLimit(.minutes(2)))
struct ParkTests {
    @Test("A throttle parks the whole family at once, and nobody else (P1)")
    func parks() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        try await fixture.enqueue("b@wanadoo.fr")
        let other = try await fixture.enqueue("c@free.fr")
        #expect(try await worker.claim(.transactional, limit: 10).map(\.lease.message) == [other])
        let domain = try #require(try await worker.survey().parked.first)
        #expect(domain.family == "orange")
        #expect(domain.reason == "421 4.7.28 Trop de connexions OFR004_104")
        #expect(domain.consecutiveParks == 1)
        let rest = domain.until - domain.since
        #expect(rest > .seconds(3500) && rest < .seconds(3700))
    }

    @Test("The message that met the throttle waits with its attempt not counted")
    func postponed() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        #expect(try await fixture.value("select attempt from facteur.scheduled") == "1")
        #expect(try await fixture.value("select outcome from facteur.delivery") == "postponed")
    }

    @Test("When its time is over one message is the probe, whatever a claim asks for")
    func probe() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        let first = try await fixture.enqueue("b@orange.fr")
        for name in ["c", "d", "e"] { try await fixture.enqueue("\(name)@wanadoo.fr") }
        let other = try await fixture.enqueue("f@free.fr")
        try await fixture.endRest()
        #expect(try await worker.claim(.transactional, limit: 10).map(\.lease.message) == [first, other])
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
        #expect(try await fixture.value("select count(*) from facteur.ready") == "3")
    }

    @Test("Two workers that race for the probe send one between them", arguments: 1...5)
    func race(round: Int) async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        for number in 0..<40 { try await fixture.enqueue("b\(number)@orange.fr") }
        try await fixture.endRest()
        let workers = [worker, try await fixture.worker(), try await fixture.worker(), try await fixture.worker()]
        let claims = try await withThrowingTaskGroup(of: [Claimed].self) { group in
            for worker in workers {
                group.addTask {
                    var claims: [Claimed] = []
                    for _ in 0..<5 { claims += try await worker.claim(.transactional, limit: round) }
                    return claims
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claims.count == 1)
    }

    @Test("A probe that is taken, or refused for a reason of its own, brings the family back")
    func back() async throws {
        for outcome in [Outcome.sent, .failed(suppress: false), .deferred(delay: .seconds(60))] {
            let fixture = try await OutboxFixture.make()
            let worker = try await fixture.worker()
            try await fixture.park("a@orange.fr", worker)
            for name in ["b", "c", "d"] { try await fixture.enqueue("\(name)@orange.fr") }
            try await fixture.endRest()
            let probe = try #require(try await worker.claim(.transactional, limit: 10).first)
            _ = try await worker.settle([Settlement(probe, outcome)])
            #expect(try await worker.survey().parked.isEmpty)
            #expect(try await worker.claim(.transactional, limit: 10).count == 2, "\(outcome)")
        }
    }

    @Test("A probe that meets a throttle again doubles the rest, up to a day, never below what the reply asked for")
    func doubling() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        for number in 0..<8 { try await fixture.enqueue("b\(number)@orange.fr") }
        var rests: [Int] = []
        for asked in [3600, 3600, 3600, 3600, 3600, 90_000] {
            try await fixture.endRest()
            let probe = try #require(try await worker.claim(.transactional, limit: 10).first)
            _ = try await worker.settle([.throttle(probe, rest: .seconds(asked))])
            rests.append(try await fixture.rest(of: "orange"))
        }
        #expect(rests == [2, 4, 8, 16, 24, 25])
        #expect(try await worker.survey().parked.map(\.consecutiveParks) == [7])
    }

    @Test("Messages that were under way when it was parked neither count as another park nor bring it back")
    func underWay() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        for number in 0..<4 { try await fixture.enqueue("b\(number)@orange.fr") }
        let claims = try await worker.claim(.transactional, limit: 4)
        _ = try await worker.settle([.throttle(claims[0])])
        _ = try await worker.settle([Settlement(claims[1], .sent)])
        #expect(try await worker.survey().parked.map(\.consecutiveParks) == [1])
        _ = try await worker.settle([.throttle(claims[2])])
        #expect(try await worker.survey().parked.map(\.consecutiveParks) == [1])
        try await fixture.enqueue("c@orange.fr")
        try await fixture.endRest()
        let probe = try #require(try await worker.claim(.transactional, limit: 4).first)
        _ = try await worker.settle([Settlement(claims[3], .sent)])
        #expect(try await worker.survey().parked.count == 1)
        _ = try await worker.settle([Settlement(probe, .sent)])
        #expect(try await worker.survey().parked.isEmpty)
    }

    @Test("One settlement with a throttle and an acceptance of a family parks it, once")
    func together() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        for number in 0..<3 { try await fixture.enqueue("b\(number)@orange.fr") }
        let claims = try await worker.claim(.transactional, limit: 3)
        _ = try await worker.settle([
            .throttle(claims[0]), Settlement(claims[1], .sent), .throttle(claims[2], rest: .seconds(7200)),
        ])
        #expect(try await worker.survey().parked.map(\.consecutiveParks) == [1])
        #expect(try await fixture.rest(of: "orange") == 2)
    }

    @Test("A probe that no server answered is given back, so that the next message may probe")
    func unanswered() async throws {
        for outcome in [Outcome.expired, .superseded, .suppressed, .released, .postponed(delay: .seconds(60))] {
            let fixture = try await OutboxFixture.make()
            let worker = try await fixture.worker()
            try await fixture.park("a@orange.fr", worker)
            for name in ["b", "c"] { try await fixture.enqueue("\(name)@orange.fr") }
            try await fixture.endRest()
            let probe = try #require(try await worker.claim(.transactional, limit: 10).first)
            _ = try await worker.settle([Settlement(probe, outcome, code: nil, enhanced: nil, reply: "not sent")])
            #expect(try await worker.survey().parked.count == 1, "\(outcome)")
            #expect(try await worker.claim(.transactional, limit: 10).count == 1, "\(outcome)")
        }
    }

    @Test("A lost probe holds nobody up: the next goes after a minute, and either may bring the family back")
    func lostProbe() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        for name in ["b", "c"] { try await fixture.enqueue("\(name)@orange.fr") }
        try await fixture.endRest()
        let slow = try #require(try await worker.claim(.transactional, limit: 10).first)
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
        try await fixture.endRest()
        #expect(try await worker.claim(.transactional, limit: 10).count == 1)
        _ = try await worker.settle([Settlement(slow, .sent)])
        #expect(try await worker.survey().parked.isEmpty)
    }

    @Test("A reset link that died while its domain was parked is not sent")
    func expiry() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        try await fixture.enqueue("b@orange.fr")
        try await fixture.sql.execute("update facteur.message set expires_at = now() - interval '1 minute'")
        try await fixture.endRest()
        #expect(try await worker.claim(.transactional, limit: 10).map(\.status) == [.expired])
    }

    @Test("An operator ends a park by the family's name or by one of its domains; what rested for it is due at once")
    func resume() async throws {
        for name in ["orange", "Orange", "wanadoo.fr"] {
            let fixture = try await OutboxFixture.make()
            let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
            try await fixture.park("a@orange.fr", worker)
            try await fixture.enqueue("b@orange.fr")
            try await fixture.enqueue("c@orange.fr", ", send_at => now() + interval '1 hour'")
            #expect(try await outbox.resume(name))
            #expect(try await !outbox.resume(name))
            try await fixture.promoteAll(worker)
            #expect(
                Set(try await worker.claim(.transactional, limit: 10).map(\.recipient)) == [
                    "a@orange.fr", "b@orange.fr",
                ])
        }
    }

    @Test("A park that nothing probed for a day is forgotten")
    func forgotten() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        _ = try await worker.tidy()
        #expect(try await worker.survey().parked.count == 1)
        try await fixture.sql.execute("update facteur.parked_domain set until = now() - interval '25 hours'")
        _ = try await worker.tidy()
        #expect(try await worker.survey().parked.isEmpty)
    }
}

extension OutboxFixture {
    /// Has one message to the recipient meet a throttle, which asks for an hour.
    func park(_ recipient: String, _ worker: PostgresOutbox) async throws {
        try await enqueue(recipient)
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        _ = try await worker.settle([.throttle(claimed)])
    }

    /// Every park's time is over.
    func endRest() async throws {
        try await sql.execute("update facteur.parked_domain set until = now() - interval '1 second'")
    }

    /// The hours until a probe, rounded.
    func rest(of family: String) async throws -> Int {
        let hours = "select round(extract(epoch from until - now()) / 3600)::integer from facteur.parked_domain"
        return try #require(try await value("\(hours) where family = $1", [Value(family)]).flatMap(Int.init))
    }
}

extension Settlement {
    /// The recipient's domain takes less than it is given.
    static func throttle(_ claimed: Claimed, rest: Duration = .seconds(3600)) -> Settlement {
        var settlement = Settlement(
            claimed, .postponed(delay: rest), code: 421, enhanced: "4.7.28", reply: "Trop de connexions OFR004_104")
        settlement.parking = rest
        return settlement
    }
}
