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
    private func opened() throws -> Breaker {
        var breaker = Breaker(Self.settings)
        let grant = try breaker.grant(at: .zero)
        for _ in 0..<3 { _ = breaker.failed(grant, at: .zero, jitter: 1) }
        return breaker
    }

    @Test("Closed, it lets everything through, and a success forgives the faults before it")
    func closed() throws {
        var breaker = Breaker(Self.settings)
        let grant = try breaker.grant(at: .zero)
        for _ in 0..<500 {
            let another = try breaker.grant(at: .zero)
            #expect(another == grant)
        }
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
    func opens() throws {
        var breaker = Breaker(Self.settings)
        let grant = try breaker.grant(at: .zero)
        let events = (0..<16).map { _ in breaker.failed(grant, at: .seconds(5), jitter: 1) }
        #expect(events.compactMap(\.self) == [.relayDown(probeAfter: .seconds(1))])
        #expect(breaker.isDown)
        #expect(breaker.nextProbe == .seconds(6))
        #expect(!breaker.admits(at: .seconds(5.9)))
    }

    @Test("Half-open it lets one message through, and no second one beside it (S14)")
    func probes() throws {
        var breaker = try opened()
        _ = try breaker.grant(at: .seconds(1))
        #expect(breaker.isProbing)
        #expect(!breaker.admits(at: .seconds(100)))
        #expect(breaker.nextProbe == nil)
    }

    @Test("Vain probes double the wait up to its limit, and jitter takes up to half of it")
    func waits() throws {
        var breaker = try opened()
        var now = Duration.zero
        var waits: [Duration] = []
        for _ in 0..<6 {
            now = breaker.nextProbe ?? now
            let probe = try breaker.grant(at: now)
            if case .relayDown(let wait) = breaker.failed(probe, at: now, jitter: 1) { waits.append(wait) }
        }
        #expect(waits == [2, 4, 8, 10, 10, 10].map { .seconds($0) })
        let probe = try breaker.grant(at: breaker.nextProbe ?? now)
        let event = breaker.failed(probe, at: now, jitter: 0)
        #expect(event == .relayDown(probeAfter: .seconds(5)))
    }

    @Test("A probe that comes through opens the way step by step (T7)")
    func recovers() throws {
        var breaker = try opened()
        let probe = try breaker.grant(at: .seconds(1))
        let event = breaker.succeeded(probe, at: .seconds(3))
        #expect(event == .relayUp(after: .seconds(3)))
        #expect(!breaker.isDown)
        var flying: [Breaker.Grant] = []
        var widths: [Int] = []
        while widths.last ?? 0 < 200 {
            while flying.count < 200, let grant = breaker.admit(at: .seconds(4)) { flying.append(grant) }
            widths.append(flying.count)
            for grant in flying { _ = breaker.succeeded(grant, at: .seconds(4)) }
            flying = []
        }
        #expect(widths.prefix(6) == [2, 4, 8, 16, 32, 64])
    }

    @Test("One fault while ramping up closes the way again")
    func relapses() throws {
        var breaker = try opened()
        let probe = try breaker.grant(at: .seconds(1))
        _ = breaker.succeeded(probe, at: .seconds(1))
        let grant = try breaker.grant(at: .seconds(1))
        let event = breaker.failed(grant, at: .seconds(2), jitter: 1)
        #expect(event == .relayDown(probeAfter: .seconds(1)))
    }

    @Test("News of messages that left before it opened changes nothing")
    func oldNews() throws {
        var breaker = Breaker(Self.settings)
        let old = try breaker.grant(at: .zero)
        for _ in 0..<3 { _ = breaker.failed(old, at: .zero, jitter: 1) }
        let late = breaker.succeeded(old, at: .seconds(0.5))
        #expect(late == nil)
        #expect(breaker.isDown)
        _ = breaker.admit(at: .seconds(1))
        let later = breaker.succeeded(old, at: .seconds(1))
        #expect(later == nil)
        #expect(breaker.isDown)
        let fault = breaker.failed(old, at: .seconds(1), jitter: 1)
        #expect(fault == nil)
    }

    @Test("A probe that never went leaves room for another at once")
    func returned() throws {
        var breaker = try opened()
        let probe = try breaker.grant(at: .seconds(1))
        breaker.returned(probe, at: .seconds(1))
        #expect(breaker.admits(at: .seconds(1)))
    }
}

extension Breaker {
    fileprivate mutating func grant(at now: Duration) throws -> Grant {
        let grant = admit(at: now)
        return try #require(grant)
    }
}
