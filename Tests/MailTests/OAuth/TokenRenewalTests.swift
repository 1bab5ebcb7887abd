import Testing

@testable import Mail

@Suite("When a token is renewed")
struct TokenRenewalTests {
    private let start = ContinuousClock.now
    private let fault = TokenFault(.unreachable, "away")

    private func token(_ word: String) throws -> AccessToken { try #require(AccessToken(word)) }

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private func renewal(holding word: String, lifetime: Duration?) throws -> TokenRenewal {
        var renewal = TokenRenewal()
        #expect(renewal.asked(insteadOf: nil, at: start) == .fetch)
        renewal.fetched(TokenGrant(token: try token(word), lifetime: lifetime), at: start)
        return renewal
    }

    @Test("However many ask at once, one fetch is under way")
    func one() throws {
        var renewal = TokenRenewal()
        #expect(renewal.asked(insteadOf: nil, at: start) == .fetch)
        for _ in 0..<100 { #expect(renewal.asked(insteadOf: nil, at: start) == .wait) }
        renewal.fetched(TokenGrant(token: try token("a"), lifetime: .seconds(3600)), at: at(1))
        for _ in 0..<100 { #expect(renewal.asked(insteadOf: nil, at: at(1)) == .use(try token("a"))) }
    }

    @Test(
        "A token is used, renewed while it is used, and waited for, in this order",
        arguments: [
            (3600.0, 3299.0, 3300.0, 3589.0, 3590.0), (600, 479, 480, 589, 590), (100, 79, 80, 89, 90),
            (10, 7, 8, 8.9, 9),
        ])
    func ages(lifetime: Double, used: Double, renewed: Double, last: Double, over: Double) throws {
        let fresh = try renewal(holding: "a", lifetime: .seconds(lifetime))
        for (age, decision) in [
            (0, TokenRenewal.Decision.use(try token("a"))), (used, .use(try token("a"))),
            (renewed, .useAndFetch(try token("a"))),
            (last, .useAndFetch(try token("a"))), (over, .fetch), (lifetime, .fetch), (lifetime * 100, .fetch),
        ] {
            var renewal = fresh
            #expect(renewal.asked(insteadOf: nil, at: at(age)) == decision, "after \(age) s")
        }
    }

    @Test("While the next one is fetched the old one is used, and no second fetch begins")
    func background() throws {
        var renewal = try renewal(holding: "a", lifetime: .seconds(3600))
        #expect(renewal.asked(insteadOf: nil, at: at(3300)) == .useAndFetch(try token("a")))
        #expect(renewal.asked(insteadOf: nil, at: at(3301)) == .use(try token("a")))
        #expect(renewal.asked(insteadOf: nil, at: at(3595)) == .wait)
        renewal.fetched(TokenGrant(token: try token("b"), lifetime: .seconds(3600)), at: at(3596))
        #expect(renewal.asked(insteadOf: nil, at: at(3597)) == .use(try token("b")))
    }

    @Test("A token server that is away holds up nothing while the old token holds, and is asked again after a pause")
    func away() throws {
        var renewal = try renewal(holding: "a", lifetime: .seconds(3600))
        #expect(renewal.asked(insteadOf: nil, at: at(3300)) == .useAndFetch(try token("a")))
        renewal.failed(fault, jitter: 0, at: at(3310))
        #expect(renewal.asked(insteadOf: nil, at: at(3314)) == .use(try token("a")))
        #expect(renewal.asked(insteadOf: nil, at: at(3315)) == .useAndFetch(try token("a")))
        renewal.failed(fault, jitter: 0, at: at(3589))
        #expect(renewal.asked(insteadOf: nil, at: at(3590)) == .fail(fault))
        #expect(renewal.asked(insteadOf: nil, at: at(3599)) == .fetch)
    }

    @Test("The pauses double from 5 seconds to 5 minutes, and a token ends them")
    func pauses() throws {
        var renewal = TokenRenewal()
        var now = 0.0
        for pause in [5.0, 10, 20, 40, 80, 160, 300, 300] {
            #expect(renewal.asked(insteadOf: nil, at: at(now)) == .fetch)
            renewal.failed(fault, jitter: 0, at: at(now))
            #expect(renewal.asked(insteadOf: nil, at: at(now + pause - 0.1)) == .fail(fault))
            now += pause
        }
        #expect(renewal.asked(insteadOf: nil, at: at(now)) == .fetch)
        renewal.fetched(TokenGrant(token: try token("a"), lifetime: .seconds(60)), at: at(now))
        #expect(renewal.asked(insteadOf: nil, at: at(now + 60)) == .fetch)
        renewal.failed(fault, jitter: 0, at: at(now + 60))
        #expect(renewal.asked(insteadOf: nil, at: at(now + 65)) == .fetch)
    }

    @Test(
        "A server that says how long to leave it alone is left alone so long, an hour at most",
        arguments: [(1.0, 5.0), (120, 120), (90_000, 3600)])
    func retryAfter(said: Double, pause: Double) {
        var renewal = TokenRenewal()
        _ = renewal.asked(insteadOf: nil, at: start)
        renewal.failed(fault, wait: .seconds(said), jitter: 0, at: start)
        #expect(renewal.asked(insteadOf: nil, at: at(pause - 0.1)) == .fail(fault))
        #expect(renewal.asked(insteadOf: nil, at: at(pause)) == .fetch)
    }

    @Test("An old token that is refused is fetched anew, once for all who held it; a fresh one is not")
    func refused() throws {
        var renewal = try renewal(holding: "a", lifetime: .seconds(3600))
        #expect(renewal.asked(insteadOf: try token("a"), at: at(59)) == .noneNewer)
        #expect(renewal.asked(insteadOf: nil, at: at(59)) == .use(try token("a")))
        #expect(renewal.asked(insteadOf: try token("a"), at: at(60)) == .fetch)
        #expect(renewal.asked(insteadOf: try token("a"), at: at(60)) == .wait)
        renewal.fetched(TokenGrant(token: try token("b"), lifetime: .seconds(3600)), at: at(61))
        #expect(renewal.asked(insteadOf: try token("a"), at: at(62)) == .use(try token("b")))
        #expect(renewal.asked(insteadOf: try token("b"), at: at(62)) == .noneNewer)
    }

    @Test("A token of which nobody said how long it is good is used until it is refused, and renewed meanwhile")
    func unsaid() throws {
        var renewal = try renewal(holding: "a", lifetime: nil)
        #expect(renewal.asked(insteadOf: nil, at: at(3299)) == .use(try token("a")))
        #expect(renewal.asked(insteadOf: nil, at: at(3300)) == .useAndFetch(try token("a")))
        renewal.failed(fault, jitter: 0, at: at(3300))
        #expect(renewal.asked(insteadOf: nil, at: at(3301)) == .use(try token("a")))
        #expect(renewal.asked(insteadOf: nil, at: at(90_000)) == .useAndFetch(try token("a")))
    }
}
