import Mail
import Testing

@Suite("A relay's breaker")
struct BreakerTests {
    private static let settings: Breaker.Settings = {
        var settings = Breaker.Settings()
        settings.faultsToOpen = 3
        settings.firstWait = .seconds(1)
        settings.longestWait = .seconds(10)
        return settings
    }()

    /// A breaker that has just opened, at 0 s.
    private func opened() -> Breaker {
        var breaker = Breaker(Self.settings)
        let grant = breaker.admit(3, at: .zero)
        for _ in 0..<3 { _ = breaker.failed(grant, at: .zero, jitter: 1) }
        return breaker
    }

    @Test("Closed, it lets everything through, and a success forgives the faults before it")
    func closed() {
        var breaker = Breaker(Self.settings)
        let grant = breaker.admit(500, at: .zero)
        #expect(grant.count == 500)
        for _ in 0..<10 {
            for _ in 0..<2 {
                let event = breaker.failed(grant, at: .zero, jitter: 1)
                #expect(event == nil)
            }
            _ = breaker.succeeded(grant, at: .zero)
        }
        #expect(!breaker.isDown)
    }

    @Test("Faults in a row open it, and it says so once")
    func opens() {
        var breaker = Breaker(Self.settings)
        let grant = breaker.admit(16, at: .zero)
        let events = (0..<16).map { _ in breaker.failed(grant, at: .seconds(5), jitter: 1) }
        #expect(events.compactMap(\.self) == [.relayDown(probeAfter: .seconds(1))])
        #expect(breaker.isDown)
        #expect(breaker.nextProbe == .seconds(6))
        let early = breaker.admit(10, at: .seconds(5.9))
        #expect(early.count == 0)
    }

    @Test("Half-open it lets one message through, and no second one beside it (S14)")
    func probes() {
        var breaker = opened()
        let probe = breaker.admit(100, at: .seconds(1))
        #expect(probe.count == 1)
        let beside = breaker.admit(100, at: .seconds(100))
        #expect(beside.count == 0)
        #expect(breaker.nextProbe == nil)
    }

    @Test("Vain probes double the wait up to its limit, and jitter takes up to half of it")
    func waits() {
        var breaker = opened()
        var now = Duration.zero
        var waits: [Duration] = []
        for _ in 0..<6 {
            now = breaker.nextProbe ?? now
            let probe = breaker.admit(1, at: now)
            if case .relayDown(let wait) = breaker.failed(probe, at: now, jitter: 1) { waits.append(wait) }
        }
        #expect(waits == [2, 4, 8, 10, 10, 10].map { .seconds($0) })
        let probe = breaker.admit(1, at: breaker.nextProbe ?? now)
        let event = breaker.failed(probe, at: now, jitter: 0)
        #expect(event == .relayDown(probeAfter: .seconds(5)))
    }

    @Test("A probe that comes through opens the way step by step (T7)")
    func recovers() {
        var breaker = opened()
        let probe = breaker.admit(1, at: .seconds(1))
        let event = breaker.succeeded(probe, at: .seconds(3))
        #expect(event == .relayUp(after: .seconds(3)))
        #expect(!breaker.isDown)
        var flying = [breaker.admit(1000, at: .seconds(3))]
        #expect(flying[0].count == 2)
        var widest = 2
        while let grant = flying.popLast(), widest < 1000 {
            for _ in 0..<grant.count {
                _ = breaker.succeeded(grant, at: .seconds(4))
                let next = breaker.admit(1000, at: .seconds(4))
                if next.count > 0 { flying.insert(next, at: 0) }
                widest = max(widest, next.count)
            }
        }
        #expect(widest == 1000)
    }

    @Test("One fault while ramping up closes the way again")
    func relapses() {
        var breaker = opened()
        let probe = breaker.admit(1, at: .seconds(1))
        _ = breaker.succeeded(probe, at: .seconds(1))
        let grant = breaker.admit(2, at: .seconds(1))
        let event = breaker.failed(grant, at: .seconds(2), jitter: 1)
        #expect(event == .relayDown(probeAfter: .seconds(1)))
    }

    @Test("News of messages that left before it opened changes nothing")
    func oldNews() {
        var breaker = Breaker(Self.settings)
        let old = breaker.admit(20, at: .zero)
        for _ in 0..<3 { _ = breaker.failed(old, at: .zero, jitter: 1) }
        let late = breaker.succeeded(old, at: .seconds(0.5))
        #expect(late == nil)
        #expect(breaker.isDown)
        _ = breaker.admit(1, at: .seconds(1))
        let later = breaker.succeeded(old, at: .seconds(1))
        #expect(later == nil)
        #expect(breaker.isDown)
        let fault = breaker.failed(old, at: .seconds(1), jitter: 1)
        #expect(fault == nil)
    }

    @Test("A probe that never went leaves room for another at once")
    func returned() {
        var breaker = opened()
        let probe = breaker.admit(1, at: .seconds(1))
        breaker.returned(probe, at: .seconds(1))
        let again = breaker.admit(1, at: .seconds(1))
        #expect(again.count == 1)
    }
}
