import Mail
import Testing

@Suite("How many messages a second a relay is given")
struct SendingRateTests {
    /// A relay that takes so many messages in each second of its clock, and refuses the others.
    private struct Relay {
        let allowance: Int
        private var second = -1
        private var count = 0

        init(_ allowance: Int) { self.allowance = allowance }

        mutating func takes(at now: Duration) -> Bool {
            let current = Int(now / .seconds(1))
            if current != second { (second, count) = (current, 0) }
            count += 1
            return count <= allowance
        }
    }

    @Test(
        "Within two minutes nine tenths of what a relay allows are sent, whatever it allows",
        arguments: [1, 3, 14, 50, 500])
    func learns(allowance: Int) {
        var rate = SendingRate()
        var relay = Relay(allowance)
        var taken = 0
        for tick in 0..<120_000 {
            let now = Duration.milliseconds(tick)
            guard rate.opening(for: .bulk) <= now else { continue }
            rate.admitted(at: now)
            if relay.takes(at: now) {
                rate.succeeded(at: now)
                taken += 1
            } else {
                rate.refused(at: now)
            }
        }
        #expect(Double(taken) >= 0.9 * Double(allowance * 120), "\(taken) of \(allowance * 120)")
    }

    @Test("Transactional mail does not wait for bulk mail's turn, and bulk mail makes up for it")
    func lanes() throws {
        var rate = SendingRate()
        for _ in 0..<10 { rate.succeeded(at: .seconds(100)) }
        rate.refused(at: .seconds(100))
        let now = Duration.seconds(102)
        #expect(rate.opening(for: .bulk) <= now)
        rate.admitted(at: now)
        #expect(rate.opening(for: .bulk) > now)
        #expect(rate.opening(for: .transactional) <= now)
        let before = rate.opening(for: .bulk)
        rate.admitted(at: now)
        #expect(rate.opening(for: .bulk) > before)
    }

    @Test("A burst of refusals slows it down once")
    func burst() throws {
        var rate = SendingRate()
        for _ in 0..<20 { rate.succeeded(at: .seconds(5)) }
        for _ in 0..<16 { rate.refused(at: .seconds(5)) }
        #expect(try #require(rate.limit) == 20 * 0.93)
    }

    @Test("A relay that takes nothing at all, however slowly it is given, is told from one that is given too much")
    func starved() {
        var rate = SendingRate()
        for second in 0..<9 { rate.refused(at: .seconds(second)) }
        #expect(!rate.isStarved(at: .seconds(9)))
        rate.refused(at: .seconds(10))
        #expect(rate.isStarved(at: .seconds(10)))
        rate.succeeded(at: .seconds(11))
        #expect(!rate.isStarved(at: .seconds(30)))
    }

    @Test("A relay that never complains is never held back")
    func free() {
        var rate = SendingRate()
        for _ in 0..<10_000 { rate.succeeded(at: .seconds(1)) }
        #expect(rate.limit == nil)
        #expect(rate.opening(for: .bulk) == .zero)
    }
}
