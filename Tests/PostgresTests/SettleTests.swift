import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A settlement", .timeLimit(.minutes(2)))
struct SettleTests {
    /// One message claimed by one worker.
    private func claimed(_ more: String = "") async throws -> (
        fixture: OutboxFixture, worker: PostgresOutbox, claimed: Claimed
    ) {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.enqueue("client@exemple.test", more)
        return (fixture, worker, try #require(try await worker.claim(.transactional, limit: 1).first))
    }

    @Test("Each outcome that ends a message gives its state, and deletes its secrets")
    func ends() async throws {
        let outcomes: [(outcome: Outcome, state: String)] = [
            (.sent, "sent"), (.failed(suppress: false), "failed"), (.expired, "expired"), (.superseded, "superseded"),
            (.suppressed, "suppressed"), (.cancelled, "cancelled"),
        ]
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        for _ in outcomes { try await fixture.enqueue() }
        let claims = try await worker.claim(.transactional, limit: 10)
        let settlements = zip(claims, outcomes).map { Settlement($0, $1.outcome) }
        #expect(try await worker.settle(settlements).isEmpty)
        for (claim, expected) in zip(claims, outcomes) {
            #expect(try await fixture.state(claim.lease.message) == expected.state)
        }
        #expect(try await fixture.value("select count(*) from facteur.message_secret") == "0")
        #expect(try await fixture.value("select count(*) from facteur.lease") == "0")
        #expect(try await fixture.value("select count(*) from facteur.delivery") == "6")
    }

    @Test("A sent message's link is nowhere in the database any more")
    func secrets() async throws {
        let (fixture, worker, claimed) = try await claimed()
        #expect(try fixture.database.dump().contains("CANARI"))
        _ = try await worker.settle([Settlement(claimed, .sent)])
        #expect(try !fixture.database.dump().contains("CANARI"))
    }

    @Test("Deferred waits and counts; postponed waits and does not; a doubt is remembered")
    func again() async throws {
        let (fixture, worker, first) = try await claimed()
        _ = try await worker.settle([Settlement(first, .deferred(delay: .seconds(3600)), code: 450)])
        #expect(try await fixture.state(first.lease.message) == "waiting")
        #expect(try await worker.claim(.transactional, limit: 1).isEmpty)
        let next = try #require(try await worker.promoteDue(.transactional))
        #expect(next > .seconds(3500) && next <= .seconds(3600))

        func again(_ outcome: Outcome, _ last: Claimed) async throws -> Claimed {
            _ = try await worker.settle([Settlement(last, outcome)])
            try await fixture.sql.execute("update facteur.scheduled set due_at = now() - interval '1 second'")
            try await fixture.promoteAll(worker)
            return try #require(try await worker.claim(.transactional, limit: 1).first)
        }
        try await fixture.sql.execute("update facteur.scheduled set due_at = now() - interval '1 second'")
        try await fixture.promoteAll(worker)
        let second = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(second.attempt == 2)
        #expect(second.datedAt == first.datedAt)
        #expect(second.queued >= .seconds(1))
        #expect(second.sinceFirstDue >= first.sinceFirstDue)
        #expect(second.parameters == first.parameters)
        let third = try await again(.postponed(delay: .seconds(5)), second)
        #expect(third.attempt == 2)
        let fourth = try await again(.resend(delay: .seconds(5)), third)
        #expect(fourth.attempt == 3)
        #expect(fourth.doubts == 1)
    }

    @Test("Released goes back as if never claimed, without a line in the log")
    func released() async throws {
        let (fixture, worker, claimed) = try await claimed()
        _ = try await worker.settle([Settlement(claimed, .released)])
        #expect(try await fixture.value("select count(*) from facteur.delivery") == "0")
        let again = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(again.attempt == 1)
        #expect(again.lease.token > claimed.lease.token)
        // Once more, by a call whose answer was lost.
        #expect(try await worker.settle([Settlement(claimed, .released)]).isEmpty)
    }

    @Test("In doubt is held, with its secrets, until a person decides")
    func inDoubt() async throws {
        let (fixture, worker, claimed) = try await claimed()
        let message = claimed.lease.message
        _ = try await worker.settle([Settlement(claimed, .inDoubt, code: nil, enhanced: nil, reply: "no reply")])
        #expect(try await fixture.state(message) == "in_doubt")
        #expect(try await fixture.value("facteur.cancel($1::uuid)", [Value(message)]) == "false")
        let outbox = OutboxAdministration(fixture.database.settings)
        try await outbox.resolve(message, as: .resend)
        let again = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(again.parameters == claimed.parameters)
        _ = try await worker.settle([Settlement(again, .inDoubt)])
        try await outbox.resolve(message, as: .sent)
        #expect(try await fixture.state(message) == "sent")
        let line = await refusal { try await outbox.resolve(message, as: .sent) }
        #expect(line == "the message is not in doubt")
    }

    @Test("Storing the same settlement twice is harmless")
    func idempotent() async throws {
        let (fixture, worker, claimed) = try await claimed()
        let settlement = Settlement(claimed, .deferred(delay: .seconds(60)), code: 450)
        #expect(try await worker.settle([settlement]).isEmpty)
        #expect(try await worker.settle([settlement]).isEmpty)
        #expect(try await worker.settle([settlement, settlement]).isEmpty)
        #expect(try await fixture.value("select count(*) from facteur.delivery") == "1")
        #expect(try await fixture.value("select attempt from facteur.scheduled") == "2")
    }

    @Test("A worker that was taken for dead is fenced: its outcome is logged as late and changes nothing")
    func fenced() async throws {
        let (fixture, worker, claimed) = try await claimed()
        let other = try await fixture.successor(of: worker)
        let again = try #require(try await other.claim(.transactional, limit: 1).first)
        #expect(again.attempt == 1)
        let late = try await worker.settle([Settlement(claimed, .failed(suppress: true), code: 550)])
        #expect(late == [claimed.lease])
        #expect(try await fixture.state(claimed.lease.message) == "sending")
        #expect(try await fixture.value("select count(*) from facteur.suppression") == "0")
        #expect(try await other.settle([Settlement(again, .sent)]).isEmpty)
        #expect(try await fixture.state(claimed.lease.message) == "sent")
        #expect(
            try await fixture.value(
                "select string_agg(outcome || ' ' || late, ', ' order by number) from facteur.delivery")
                == "failed true, sent false")
    }

    /// What was told of each of two messages, and what has become of the first, which another worker handed back at that very moment.
    static let overtakings: [(outcome: Outcome, state: String)] = [
        (.released, "waiting"), (.deferred(delay: .seconds(60)), "waiting"), (.failed(suppress: true), "waiting"),
        (.sent, "sent"),
    ]

    @Test(
        "Of two leases one goes to somebody else in the midst of it: the other is settled, that one comes late",
        arguments: overtakings)
    func overtaken(outcome: Outcome, state: String) async throws {
        let (fixture, worker, first) = try await claimed()
        try await fixture.enqueue("autre@exemple.test")
        let second = try #require(try await worker.claim(.transactional, limit: 1).first)
        let other = DatabaseSession(settings: fixture.database.settings)
        try await other.execute("begin")
        try await other.execute(
            "with gone as (delete from facteur.lease where id = $1::uuid returning id, lane, due_at, first_due_at, kind, family)"
                + " insert into facteur.ready (id, lane, due_at, first_due_at, kind, family) select * from gone",
            [Value(first.lease.message)])
        async let late = worker.settle([Settlement(first, outcome, code: 450), Settlement(second, outcome, code: 450)])
        let waiting = "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
        while try fixture.database.psql(waiting).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        try await other.execute("commit")
        #expect(try await late == (outcome == .released ? [] : [first.lease]))
        #expect(try await fixture.state(first.lease.message) == state)
        #expect(try await fixture.value("select count(*) from facteur.lease") == "0")
        let log = "select string_agg(late::text, ' ' order by late desc) from facteur.delivery"
        #expect(try await fixture.value(log) == (outcome == .released ? nil : "true false"))
        let suppressed = try await fixture.value("select string_agg(address, ' ') from facteur.suppression")
        #expect(suppressed == (outcome == .failed(suppress: true) ? "autre@exemple.test" : nil))
    }

    @Test("What the relay has taken never goes again, even if the news comes late")
    func lateAcceptance() async throws {
        let (fixture, worker, claimed) = try await claimed()
        let other = try await fixture.successor(of: worker)
        #expect(try await worker.settle([Settlement(claimed, .sent)]) == [claimed.lease])
        #expect(try await fixture.state(claimed.lease.message) == "sent")
        #expect(try await other.claim(.transactional, limit: 1).isEmpty)
        #expect(try await fixture.value("select count(*) from facteur.message_secret") == "0")
    }

    @Test("A late acceptance takes the message out of another worker's hands")
    func lateAcceptanceUnderLease() async throws {
        let (fixture, worker, claimed) = try await claimed()
        let other = try await fixture.successor(of: worker)
        let again = try #require(try await other.claim(.transactional, limit: 1).first)
        _ = try await worker.settle([Settlement(claimed, .sent)])
        #expect(try await other.status(of: [again.lease], in: .transactional) == [again.lease: .lost])
        #expect(try await fixture.state(claimed.lease.message) == "sent")
    }

    @Test(
        "A late doubt stops what still waits, and what another worker has claimed and not yet sent",
        arguments: [false, true])
    func lateDoubt(isClaimed: Bool) async throws {
        let (fixture, worker, claimed) = try await claimed()
        let other = try await fixture.successor(of: worker)
        let again = isClaimed ? try await other.claim(.transactional, limit: 1) : []
        #expect(try await worker.settle([Settlement(claimed, .inDoubt, code: nil)]) == [claimed.lease])
        #expect(try await fixture.state(claimed.lease.message) == "in_doubt")
        // Had it been sent all the same, nothing would be in doubt any more.
        #expect(try await other.settle(again.map { Settlement($0, .sent) }) == Set(again.map(\.lease)))
        #expect(try await fixture.state(claimed.lease.message) == (isClaimed ? "sent" : "in_doubt"))
    }

    @Test("A dead address is suppressed when asked, and gets nothing more")
    func deadAddress() async throws {
        let (fixture, worker, claimed) = try await claimed()
        _ = try await worker.settle(
            [Settlement(claimed, .failed(suppress: true), code: 550, enhanced: "5.1.1", reply: "User unknown")])
        try await fixture.enqueue("CLIENT@exemple.test")
        #expect(try await worker.claim(.transactional, limit: 1).first?.status == .suppressed)
        let entry = "select address || ' ' || scope || ' ' || reason from facteur.suppression"
        #expect(try await fixture.value(entry) == "client@exemple.test all refused for good: 550 5.1.1")
    }

    @Test("Replies with quotes, braces, backslashes, NUL and accents are stored as they are")
    func oddReplies() async throws {
        let (fixture, worker, claimed) = try await claimed()
        let reply = #"{"a",NULL} \ 'b' « é » "# + "\u{0}\ttab"
        _ = try await worker.settle([Settlement(claimed, .sent, enhanced: nil, reply: reply)])
        let stored = try await fixture.value("select reply from facteur.delivery")
        #expect(stored == #"{"a",NULL} \ 'b' « é » "# + "\ttab")
    }
}
