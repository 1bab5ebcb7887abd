import Platform
import Testing

@testable import Web

@Suite("The rate limit")
struct RateLimitTests {
    private let start = ContinuousClock.now
    private static func client(_ text: String) -> Client {
        ClientFinder(proxies: []).client(peer: IPAddress(text), forwarded: [])
    }
    private let client = client("192.0.2.1")

    /// How many of so many requests at one moment are admitted.
    private func admitted(
        _ limit: inout RateLimit, _ count: Int, _ purpose: RateLimit.Purpose = .looking, client: Client? = nil,
        at seconds: Double = 0
    ) -> Int {
        (0..<count).count { _ in
            limit.judge(client ?? self.client, purpose, at: start + .seconds(seconds)) == .admitted
        }
    }

    @Test("A minute's worth passes at once, and then as many as time brings")
    func burst() {
        var limit = RateLimit(requestsPerMinute: 60)
        #expect(admitted(&limit, 100) == 60)
        #expect(admitted(&limit, 100, at: 0.5) == 0)
        #expect(admitted(&limit, 100, at: 1) == 1)
        #expect(admitted(&limit, 100, at: 11) == 10)
        #expect(admitted(&limit, 100, at: 1000) == 60)
    }

    @Test("A refusal says how long to wait; who waits so long is admitted, and refusals cost nothing")
    func wait() {
        var limit = RateLimit(requestsPerMinute: 6)
        #expect(admitted(&limit, 6) == 6)
        #expect(limit.judge(client, .looking, at: start + .seconds(4)) == .refused(wait: .seconds(6), isNews: true))
        #expect(limit.judge(client, .looking, at: start + .seconds(4)) == .refused(wait: .seconds(6), isNews: false))
        #expect(admitted(&limit, 2, at: 10) == 1)
    }

    @Test("A client is news again only once it has been quiet for long enough to have a full bucket")
    func news() {
        var limit = RateLimit(requestsPerMinute: 60)
        func isNews(at seconds: Double) -> Bool? {
            guard case .refused(_, let isNews) = limit.judge(client, .looking, at: start + .seconds(seconds)) else {
                return nil
            }
            return isNews
        }
        #expect(admitted(&limit, 60) == 60)
        #expect(isNews(at: 0) == true)
        #expect(admitted(&limit, 1, at: 1) == 1)
        #expect(isNews(at: 1) == false)
        #expect(admitted(&limit, 60, at: 100) == 60)
        #expect(isNews(at: 100) == true)
    }

    @Test("Buttons have a budget of their own, fifty times as large")
    func decisions() {
        var limit = RateLimit(requestsPerMinute: 10)
        #expect(admitted(&limit, 1000) == 10)
        #expect(admitted(&limit, 1000, .deciding) == 500)
    }

    @Test("Each client has its own budget; a /64 of IPv6 is one client")
    func clients() {
        var limit = RateLimit(requestsPerMinute: 10)
        #expect(admitted(&limit, 20) == 10)
        #expect(admitted(&limit, 20, client: Self.client("192.0.2.2")) == 10)
        #expect(admitted(&limit, 20, client: Self.client("2001:db8::1")) == 10)
        #expect(admitted(&limit, 20, client: Self.client("2001:db8::ffff:1:1:1")) == 0)
        #expect(admitted(&limit, 20, client: Self.client("2001:db8:0:1::1")) == 10)
    }

    @Test("However many clients come, memory is bounded; the ones that were there lately are remembered")
    func memory() {
        var limit = RateLimit(requestsPerMinute: 1, room: 100)
        #expect(admitted(&limit, 1) == 1)
        for number in 0..<10_000 {
            #expect(admitted(&limit, 1, client: Self.client("10.0.\(number / 250).\(number % 250)")) == 1)
            #expect(admitted(&limit, 1) == 0)
            #expect(limit.count <= 100)
        }
    }

    @Test("A clock that stands still or a bucket that is new does no harm")
    func sameMoment() {
        var limit = RateLimit(requestsPerMinute: 1)
        #expect(limit.judge(.unknown, .looking, at: start) == .admitted)
        #expect(limit.judge(.unknown, .looking, at: start) == .refused(wait: .seconds(60), isNews: true))
    }
}
