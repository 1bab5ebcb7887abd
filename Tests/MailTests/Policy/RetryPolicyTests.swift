import Mail
import Testing

@Suite("A retry policy")
struct RetryPolicyTests {
    private let policy = RetryPolicy(delays: [.seconds(10), .seconds(100)], giveUpAfter: .seconds(1000))

    @Test(
        "Each attempt has its delay, and the last one repeats (S12)",
        arguments: [(0, 10), (1, 10), (2, 100), (3, 100), (1000, 100)])
    func delays(attempt: Int, seconds: Int) {
        #expect(policy.delay(after: attempt, jitter: 0) == .seconds(seconds))
    }

    @Test(
        "Jitter moves a delay by at most a fifth either way (S12)",
        arguments: [(-1.0, 8000), (-0.5, 9000), (0, 10000), (0.5, 11000), (1, 12000), (-7, 8000), (7, 12000)])
    func jitter(jitter: Double, milliseconds: Int) {
        #expect(policy.delay(after: 1, jitter: jitter) == .milliseconds(milliseconds))
    }

    @Test("A reply's patience is never shortened, and a longer delay is kept (S15)")
    func patience() {
        #expect(policy.delay(after: 1, patience: .seconds(300), jitter: -1) == .seconds(300))
        #expect(policy.delay(after: 2, patience: .seconds(30), jitter: 0) == .seconds(100))
    }

    @Test("Without delays a minute passes")
    func noDelays() {
        #expect(RetryPolicy(delays: [], giveUpAfter: .seconds(1)).delay(after: 1, jitter: 0) == .seconds(60))
    }

    @Test(
        "It gives up by time since the message was first due, never at the first attempt",
        arguments: [(1, 5000, false), (2, 999, false), (2, 1000, true), (9, 5000, true), (9, 0, false)])
    func givesUp(attempt: Int, seconds: Int, expected: Bool) {
        #expect(policy.givesUp(after: attempt, sinceFirstDue: .seconds(seconds)) == expected)
    }

    @Test("The lanes' standards begin in seconds for what a person waits for, and in a minute for bulk (S12)")
    func standards() {
        let transactional = RetryPolicy.standard(for: .transactional)
        let bulk = RetryPolicy.standard(for: .bulk)
        #expect(transactional.delay(after: 1, jitter: 0) == .seconds(5))
        #expect(transactional.giveUpAfter == .seconds(172_800))
        #expect(bulk.delay(after: 1, jitter: 0) == .seconds(60))
        #expect(bulk.delay(after: 99, jitter: 0) == .seconds(10_800))
        #expect(bulk.giveUpAfter == .seconds(345_600))
        for policy in [transactional, bulk] { #expect(policy.delays == policy.delays.sorted()) }
    }
}

@Suite("A back-off")
struct BackoffTests {
    @Test("Doubles up to the longest, and begins again when reset")
    func doubles() {
        var backoff = Backoff(first: .seconds(1), longest: .seconds(5))
        #expect((0..<5).map { _ in backoff.next(jitter: 0) } == [1, 2, 4, 5, 5].map { .seconds($0) })
        backoff.reset()
        #expect(backoff.next(jitter: 0) == .seconds(1))
    }

    @Test("Jitter spreads it by a fifth either way")
    func jitter() {
        var backoff = Backoff(first: .seconds(10), longest: .seconds(10))
        #expect(backoff.next(jitter: -1) == .seconds(8))
        #expect(backoff.next(jitter: 1) == .seconds(12))
    }
}
