import Mail
import TestServers
import Testing

@testable import Pipeline

@Suite("Statistics added up in memory")
struct RollupSumsTests {
    private func result(
        _ outcome: Outcome, to recipient: String = "marie@orange.test", number: UInt64 = 1, relay: String? = "r:587",
        reply: String = "ok", waited: Duration = .seconds(3)
    ) -> AttemptResult {
        let claimed = Claimed(
            lease: Lease(message: MessageID(high: 0, low: number), token: 1), status: .due, kind: "password-reset",
            lane: .transactional, attempt: 1, recipient: recipient, recipientName: nil, locale: "fr-FR",
            parameters: "{}", enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil,
            expiresIn: nil, queued: .zero, issue: nil, sinceFirstDue: waited)
        return AttemptResult(
            claimed,
            Settlement(
                lease: claimed.lease, outcome: outcome, code: 550, enhanced: "5.1.1", reply: reply, relay: relay,
                timings: Settlement.Timings(
                    render: .milliseconds(1), connect: .milliseconds(100), dialogue: .milliseconds(200))))
    }

    private func batch(_ results: [AttemptResult]) -> Rollup? {
        var sums = RollupSums()
        for result in results { sums.count(result) }
        return sums.next()
    }

    @Test("Attempts are counted by what they have in common")
    func flow() throws {
        let rollup = try #require(
            batch([
                result(.sent), result(.sent, number: 2), result(.deferred(delay: .seconds(9))),
                result(.sent, to: "a@free.test"), result(.expired, relay: nil),
            ]))
        func flow(_ outcome: String, _ domain: String = "orange.test", _ relay: String = "r:587") -> Rollup.Flow {
            Rollup.Flow(
                lane: .transactional, kind: "password-reset", domain: domain, relay: relay, outcome: outcome)
        }
        #expect(
            rollup.flow == [
                flow("sent"): 2, flow("deferred"): 1, flow("sent", "free.test"): 1,
                flow("expired", "orange.test", ""): 1,
            ])
    }

    @Test("The time of a message runs from when it was first due, over its retries, until a relay had accepted it")
    func latency() throws {
        let rollup = try #require(batch([result(.sent, waited: .seconds(3)), result(.deferred(delay: .seconds(1)))]))
        #expect(rollup.latencies == [Rollup.Latency(lane: .transactional, bound: 5_000): 1])
    }

    @Test("What was handed back untouched is no attempt")
    func released() {
        #expect(batch([result(.released)]) == nil)
    }

    @Test("Only what ended unsent is noted, with its reason and no address; the last fifty of a batch")
    func failures() throws {
        let reply = "<marie@orange.test>: User unknown"
        let rollup = try #require(
            batch([result(.sent), result(.failed(suppress: true), reply: reply), result(.deferred(delay: .seconds(1)))])
        )
        #expect(rollup.failures.map(\.reply) == ["<m***@orange.test>: User unknown"])
        #expect(rollup.failures.first?.code == 550)
        let many = try #require(batch((1...60).map { result(.failed(suppress: false), number: $0) }))
        #expect(many.failures.map(\.message.description).first == MessageID(high: 0, low: 11).description)
        #expect(many.failures.count == 50)
        #expect(many.flow.values.reduce(0, +) == 60)
    }

    @Test("However many domains there are, a batch stays small and counts all")
    func limit() throws {
        let rollup = try #require(batch((1...3_000).map { result(.sent, to: "a@d\($0).test") }))
        #expect(rollup.flow.count <= RollupSums.limit + 1)
        #expect(rollup.flow.values.reduce(0, +) == 3_000)
    }

    @Test("A batch comes again under its number until it is stored, and what was counted meanwhile comes after it")
    func again() {
        var sums = RollupSums()
        sums.count(result(.sent))
        let first = sums.next()
        sums.count(result(.sent, number: 2))
        #expect(sums.next() == first)
        sums.settled(7)
        #expect(sums.next() == first)
        sums.settled(1)
        #expect(sums.next()?.number == 2)
        sums.settled(2)
        #expect(sums.next() == nil)
    }

    @Test("Every outcome is counted as what it is to people", arguments: Outcome.each)
    func classes(outcome: Outcome) {
        guard outcome.record.event != nil else { return }
        let expected: OutcomeClass =
            switch outcome {
            case .sent: .sent
            case .deferred, .postponed, .resend: .deferred
            case .failed, .expired: .failed
            case .inDoubt: .inDoubt
            case .superseded, .suppressed, .cancelled, .released, .held: .dropped
            }
        #expect(OutcomeClass(word: outcome.record.word) == expected)
    }
}
