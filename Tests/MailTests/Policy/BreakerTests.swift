import Mail
import Testing

@Suite("A relay's breaker")
struct BreakerTests {
    /// A breaker that has just opened, at 0 s.
    private func opened() throws -> Breaker {
        var breaker = Breaker()
        let grant = try breaker.grant()
        for _ in 0..<3 { _ = breaker.failed(grant, at: .zero, jitter: 1) }
        return breaker
    }

    /// The same with a connection that works, at 1 s.
    private func reached() throws -> Breaker {
        var breaker = try opened()
        breaker.reached(try breaker.due(at: .seconds(1)), at: .seconds(1))
        return breaker
    }

    @Test("Closed, it lets everything through, and a success forgives the faults before it")
    func closed() throws {
        var breaker = Breaker()
        let grant = try breaker.grant()
        for _ in 0..<500 {
            let another = try breaker.grant()
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
        var breaker = Breaker()
        let grant = try breaker.grant()
        let events = (0..<16).map { _ in breaker.failed(grant, at: .seconds(5), jitter: 1) }
        #expect(events.compactMap(\.self) == [.relayDown])
        #expect(breaker.isDownSince == .seconds(5))
        #expect(breaker.nextProbe == .seconds(6))
        #expect(!breaker.admits)
    }

    @Test("One message that meets a fault again and again does not open it; three do (S14)")
    func oneMessage() throws {
        var breaker = Breaker()
        let grant = try breaker.grant()
        for _ in 0..<50 {
            let event = breaker.failed(grant, .test(1), at: .zero, jitter: 1)
            #expect(event == nil)
        }
        let second = breaker.failed(grant, .test(2), at: .zero, jitter: 1)
        #expect(second == nil)
        let third = breaker.failed(grant, .test(3), at: .zero, jitter: 1)
        #expect(third == .relayDown)
    }

    @Test("One fault while the way opens again does not close it: three in a row do (S14)")
    func faultWhileRamping() throws {
        var breaker = try reached()
        _ = breaker.succeeded(try breaker.grant(), at: .seconds(2))
        let first = try breaker.grant()
        let event = breaker.failed(first, .test(1), at: .seconds(2), jitter: 1)
        #expect(event == nil && !breaker.isDown && breaker.admits)
        _ = breaker.succeeded(try breaker.grant(), at: .seconds(2))
        let faults = try (1...3).map { number in
            breaker.failed(try breaker.grant(), .test(number), at: .seconds(3), jitter: 1)
        }
        #expect(faults == [nil, nil, .relayDown])
    }

    @Test("A fault that every message would meet opens it at once")
    func everybody() throws {
        var breaker = Breaker()
        let event = breaker.failed(try breaker.grant(), .test(1), concernsAll: true, at: .zero, jitter: 1)
        #expect(event == .relayDown)
    }

    @Test("No message goes before a connection has worked, however many probes of it were vain; then one does (S14)")
    func probes() throws {
        var breaker = try opened()
        for second in 1...100 {
            let now = Duration.seconds(second * 10)
            let probe = try breaker.due(at: now)
            #expect(!breaker.admits)
            let second = breaker.probe(at: now + .seconds(300))
            #expect(second == nil, "two probes at a time")
            breaker.failed(probe, .unreachable, at: now, jitter: 1)
            #expect(!breaker.admits)
        }
        breaker.reached(try breaker.due(at: .seconds(2000)), at: .seconds(2000))
        #expect(breaker.isReachedSince == .seconds(2000))
        #expect(breaker.isDown)
        _ = try breaker.grant()
        #expect(breaker.isProbing)
        #expect(!breaker.admits)
    }

    @Test(
        "Connections are tried after 1 s, then at most every 5 s from beginning to beginning; jitter takes up to a fifth"
    )
    func probeIntervals() throws {
        for (jitter, intervals) in [(1.0, [2.0, 4, 5, 5, 5, 5]), (0, [1.6, 3.2, 4, 4, 4, 4])] {
            var breaker = try opened()
            var found: [Duration] = []
            for _ in 0..<6 {
                let begun = try #require(breaker.nextProbe)
                // Half a second passes until the refusal.
                breaker.failed(
                    try breaker.due(at: begun), .unreachable, at: begun + .seconds(0.5), jitter: jitter)
                found.append(try #require(breaker.nextProbe) - begun)
            }
            #expect(zip(found, intervals).allSatisfy { abs(($0 - .seconds($1)) / .milliseconds(1)) < 1 })
        }
    }

    @Test("A relay that hangs costs each probe a short time-out, a few a longer one, and the next probe no time at all")
    func patience() throws {
        var breaker = try opened()
        var patient: [Int] = []
        for vain in 0..<100 {
            let begun = try #require(breaker.nextProbe)
            let probe = try breaker.due(at: begun)
            if probe.timeout > .seconds(4) { patient.append(vain) }
            breaker.failed(probe, .unreachable, at: begun + probe.timeout, jitter: 1)
            let pause = try #require(breaker.nextProbe) - begun - probe.timeout
            #expect(pause >= .zero && pause <= .seconds(1))
        }
        #expect(patient == [8, 16, 32, 64])
    }

    @Test(
        "Where a connection works and messages fail, or the login is refused, waits double up to five minutes",
        arguments: [true, false])
    func retries(isMessage: Bool) throws {
        var breaker = try opened()
        var now = Duration.zero
        var waits: [Duration] = []
        for _ in 0..<11 {
            now = try #require(breaker.nextProbe)
            let probe = try breaker.due(at: now)
            if isMessage {
                breaker.reached(probe, at: now)
                let event = breaker.failed(try breaker.grant(), at: now, jitter: 1)
                #expect(event == nil, "an outage is told once")
            } else {
                breaker.failed(probe, .failing, at: now, jitter: 1)
            }
            waits.append(try #require(breaker.nextProbe) - now)
        }
        #expect(waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map { .seconds($0) })
    }

    @Test("A relay that was away altogether is tried with a message at once when it is back, whatever it failed before")
    func awayAfterFailing() throws {
        var breaker = try opened()
        for _ in 0..<10 {
            let now = try #require(breaker.nextProbe)
            breaker.reached(try breaker.due(at: now), at: now)
            _ = breaker.failed(try breaker.grant(), at: now, jitter: 1)
        }
        for _ in 0..<3 {
            let now = try #require(breaker.nextProbe)
            breaker.failed(try breaker.due(at: now), .unreachable, at: now, jitter: 1)
        }
        let now = try #require(breaker.nextProbe)
        breaker.reached(try breaker.due(at: now), at: now)
        #expect(breaker.admits)
    }

    @Test("A message that comes through opens the way step by step (T7)")
    func recovers() throws {
        var breaker = try reached()
        let event = breaker.succeeded(try breaker.grant(), at: .seconds(3))
        #expect(event == .relayUp(after: .seconds(3)))
        #expect(!breaker.isDown)
        var flying: [Breaker.Grant] = []
        var widths: [Int] = []
        while widths.last ?? 0 < 200 {
            while flying.count < 200, let grant = breaker.admit() { flying.append(grant) }
            widths.append(flying.count)
            for grant in flying { _ = breaker.succeeded(grant, at: .seconds(4)) }
            flying = []
        }
        #expect(widths.prefix(6) == [2, 4, 8, 16, 32, 64])
    }

    @Test("While ramping up one fault changes nothing; three in a row close the way again")
    func relapses() throws {
        var breaker = try reached()
        _ = breaker.succeeded(try breaker.grant(), at: .seconds(1))
        let events = try (0..<3).map { _ in breaker.failed(try breaker.grant(), at: .seconds(2), jitter: 1) }
        #expect(events == [nil, nil, .relayDown])
        #expect(breaker.nextProbe == .seconds(3))
    }

    @Test("News of messages and probes from before it changed its mind changes nothing")
    func oldNews() throws {
        var breaker = Breaker()
        let old = try breaker.grant()
        for _ in 0..<3 { _ = breaker.failed(old, at: .zero, jitter: 1) }
        let late = breaker.succeeded(old, at: .seconds(0.5))
        #expect(late == nil && breaker.isDown)
        let probe = try breaker.due(at: .seconds(1))
        let later = breaker.succeeded(old, at: .seconds(1))
        #expect(later == nil && breaker.isDown)
        let fault = breaker.failed(old, at: .seconds(1), jitter: 1)
        #expect(fault == nil)
        breaker.failed(probe, .unreachable, at: .seconds(1), jitter: 1)
        breaker.reached(probe, at: .seconds(2))
        #expect(!breaker.admits)
    }

    @Test("A message that never went leaves room for another at once, and so does a probe after a moment")
    func returned() throws {
        var breaker = try reached()
        breaker.returned(try breaker.grant(), at: .seconds(1))
        #expect(breaker.admits)
        breaker = try opened()
        breaker.returned(try breaker.due(at: .seconds(1)), at: .seconds(1))
        #expect(breaker.nextProbe == .seconds(2))
    }
}

extension Breaker {
    fileprivate mutating func grant() throws -> Grant {
        let grant = admit()
        return try #require(grant)
    }

    fileprivate mutating func due(at now: Duration) throws -> ConnectionProbe {
        let probe = probe(at: now)
        return try #require(probe)
    }
}
