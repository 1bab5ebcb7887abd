import Mail
import Testing

@Suite("The fleet of relays")
struct RelayFleetTests {
    /// Relays of these weights, with eight connections each, of which two are for transactional mail.
    private func fleet(_ weights: Int..., connections: Int = 8) -> RelayFleet {
        RelayFleet(
            weights.map { RelayFleet.Share(weight: $0, connections: connections) }, reservedShare: 0.25)
    }

    private func down(_ relays: Int..., of fleet: RelayFleet) throws -> RelayFleet {
        var fleet = fleet
        for relay in relays { try fleet.bringDown(relay) }
        return fleet
    }

    @Test("Failover in order: the first takes all, the spares nothing")
    func first() throws {
        var fleet = fleet(1, 0, 0)
        for _ in 0..<100 {
            let pass = try fleet.pass(.transactional)
            #expect(pass.relay == 0)
            _ = fleet.heard(.works, of: pass, at: .zero, jitter: 0)
        }
    }

    @Test(
        "Weights are kept exactly over a round, and no relay's turns come in a lump",
        arguments: [([1, 1], "0101"), ([3, 1], "0010"), ([5, 1, 1], "0010200"), ([1, 0, 2], "202")])
    func weights(weights: [Int], order: String) throws {
        var fleet = RelayFleet(
            weights.map { RelayFleet.Share(weight: $0, connections: 8) }, reservedShare: 0.25)
        var taken = ""
        for _ in 0..<(order.count * 3) {
            let pass = try fleet.pass(.transactional)
            taken += "\(pass.relay)"
            _ = fleet.heard(.works, of: pass, at: .zero, jitter: 0)
        }
        #expect(taken == String(repeating: order, count: 3))
    }

    @Test("A slow relay takes no more than its own connections; all else goes by the other")
    func slow() {
        var fleet = fleet(1, 1)
        var taken = [0, 0]
        for _ in 0..<100 {
            guard let pass = fleet.go(.transactional) else { continue }
            taken[pass.relay] += 1
            // The first never answers.
            if pass.relay == 1 { _ = fleet.heard(.works, of: pass, at: .zero, jitter: 0) }
        }
        #expect(taken == [8, 92])
    }

    @Test(
        "A relay whose messages are quick is given as many again, to be ready for its connections; a slow one and one in trouble are not",
        arguments: [(nil, 8, 6), (10, 16, 14), (250, 16, 14), (251, 8, 6)] as [(Int?, Int, Int)])
    func ahead(milliseconds: Int?, all: Int, bulk: Int) throws {
        for (lane, count) in [(Lane.transactional, all), (.bulk, bulk)] {
            var fleet = fleet(1)
            if let milliseconds {
                let pass = try fleet.pass(.transactional)
                _ = fleet.heard(.works, of: pass, took: .milliseconds(milliseconds), at: .zero, jitter: 0)
            }
            var passes: [RelayFleet.Pass] = []
            while let pass = fleet.go(lane) { passes.append(pass) }
            #expect(passes.count == count)
            // One of them meets a relay that has too many: nothing is given ahead until it takes all of them again.
            _ = fleet.heard(.busy, of: passes[0], at: .zero, jitter: 0)
            for pass in passes.dropFirst() { _ = fleet.heard(.untried, of: pass, at: .zero, jitter: 0) }
            var narrow = 0
            while fleet.go(lane) != nil { narrow += 1 }
            #expect(narrow == (lane == .bulk ? 3 : 4))
        }
    }

    @Test("Bulk mail leaves a part of each relay to transactional mail, however narrow its window (S13)")
    func reserved() throws {
        var fleet = fleet(1, 1)
        var bulk = [0, 0]
        while let pass = fleet.go(.bulk) { bulk[pass.relay] += 1 }
        #expect(bulk == [6, 6])
        var transactional = [0, 0]
        while let pass = fleet.go(.transactional) { transactional[pass.relay] += 1 }
        #expect(transactional == [2, 2])

        var narrow = self.fleet(1)
        let pass = try narrow.pass(.bulk)
        _ = narrow.heard(.busy, of: pass, at: .zero, jitter: 0)
        let filled = Lane.allCases.reversed().map { narrow.fill($0) }
        #expect(filled == [3, 1])
        #expect(narrow.choice(.transactional) == .wait)
    }

    @Test("A relay of one connection serves both lanes")
    func single() throws {
        var fleet = fleet(1, connections: 1)
        _ = try fleet.pass(.bulk)
        #expect(fleet.choice(.transactional) == .wait)
    }

    @Test("A full relay is waited for: a spare is for when it is down")
    func fullIsNotDown() {
        var fleet = fleet(1, 0)
        let filled = fleet.fill(.transactional)
        #expect(filled == 8)
        #expect(fleet.flying == 8)
        #expect(fleet.choice(.transactional) == .wait)
    }

    @Test("Spares in their order, each while all before it are down; a full one is waited for")
    func spares() throws {
        var fleet = try down(0, of: fleet(1, 0, 0))
        var taken: [Int] = []
        while let pass = fleet.go(.transactional) { taken.append(pass.relay) }
        #expect(taken == Array(repeating: 1, count: 8))
        #expect(try down(0, 1, of: self.fleet(1, 0, 0)).relay(for: .transactional) == 2)
    }

    @Test("A message that found a relay at fault goes to another, and to the same never again")
    func handedOn() throws {
        var fleet = fleet(1, 0)
        let pass = try fleet.pass(.transactional)
        _ = fleet.heard(.fails, of: pass, at: .zero, jitter: 0)
        // One fault does not bring it down.
        #expect(fleet.relay(for: .transactional) == 0)
        #expect(fleet.relay(for: .transactional, besides: [0]) == 1)
        #expect(fleet.choice(.transactional, besides: [0, 1]) == .shut)
    }

    @Test("With all down nothing goes and nothing is claimed until one can be reached")
    func allDown() throws {
        var fleet = try down(0, 1, of: fleet(1, 1))
        #expect(fleet.choice(.transactional, at: .seconds(100)) == .shut)
        #expect(fleet.admission(of: .transactional, at: .zero) == .shut)
        #expect(fleet.nextProbe == .seconds(1))
        let probes = fleet.probes(at: .seconds(1))
        #expect(probes.map(\.relay) == [0, 1])
        #expect(fleet.admission(of: .transactional, at: .zero) == .shut)
        fleet.heard(.fails(.unreachable), of: probes[0], at: .seconds(1), jitter: 1)
        fleet.heard(.works, of: probes[1], at: .seconds(1), jitter: 1)
        #expect(fleet.admission(of: .transactional, at: .zero) == .probe)
        #expect(fleet.relay(for: .bulk, at: .seconds(1)) == 1)
    }

    @Test("One message probes; others wait for its word, and one more when it never went (S14)")
    func probe() throws {
        var fleet = try down(0, of: fleet(1))
        fleet.reach(0, at: .seconds(1))
        let probe = try fleet.pass(.transactional, at: .seconds(1))
        #expect(fleet.admission(of: .transactional, at: .zero) == .probing)
        for lane in Lane.allCases { #expect(fleet.choice(lane, at: .seconds(50)) == .wait) }
        let event = fleet.heard(.untried, of: probe, at: .seconds(50), jitter: 1)
        #expect(event == nil)
        #expect(fleet.admission(of: .transactional, at: .zero) == .probe)
        let second = try fleet.pass(.bulk, at: .seconds(50))
        _ = fleet.heard(.works, of: second, at: .seconds(51), jitter: 1)
        #expect(fleet.admission(of: .transactional, at: .zero) == .open)
        // Two, then four: it opens up.
        let passes = (0..<8).compactMap { _ in fleet.go(.transactional, at: .seconds(51)) }
        #expect(passes.count == 2)
        for pass in passes { _ = fleet.heard(.works, of: pass, at: .seconds(52), jitter: 1) }
        let next = fleet.fill(.transactional, at: .seconds(52))
        #expect(next == 4)
    }

    @Test("While another relay is up a reset never probes, unless no bulk mail came by for a minute")
    func whoProbes() throws {
        var fleet = try down(0, of: fleet(1, 0))
        fleet.reach(0, at: .seconds(1))
        #expect(fleet.relay(for: .transactional, at: .seconds(60.9)) == 1)
        #expect(fleet.relay(for: .transactional, at: .seconds(61)) == 0)
        // It is needed where there is no other.
        #expect(fleet.relay(for: .transactional, besides: [1], at: .seconds(1)) == 0)
        let probe = try fleet.pass(.bulk, at: .seconds(1))
        #expect(probe.relay == 0)
        #expect(fleet.relay(for: .bulk, at: .seconds(1)) == 1)
    }

    @Test("A relay that is down and holds all it can hold is probed all the same")
    func probeBesideHanging() throws {
        var fleet = fleet(1, connections: 3)
        let hanging = (0..<3).compactMap { _ in fleet.go(.transactional) }
        for pass in hanging { _ = fleet.heard(.fails, of: pass, at: .zero, jitter: 1) }
        #expect(fleet.isDown(0))
        fleet.reach(0, at: .seconds(1))
        #expect(fleet.relay(for: .transactional, at: .seconds(1)) == 0)
    }

    @Test("A burst of 421 is one fault and halves the window once")
    func burst() {
        var fleet = fleet(1)
        let passes = (0..<8).compactMap { _ in fleet.go(.transactional) }
        for pass in passes {
            let event = fleet.heard(.busy, of: pass, at: .zero, jitter: 1)
            #expect(event == nil)
        }
        #expect(!fleet.isDown(0))
        let next = fleet.fill(.transactional)
        #expect(next == 4)
    }

    @Test("A relay that says 421 time after time is down, and a probe's 421 counts however late")
    func busyForGood() throws {
        var fleet = fleet(1)
        var events: [Breaker.Event?] = []
        for _ in 0..<3 {
            let pass = try fleet.pass(.transactional)
            events.append(fleet.heard(.busy, of: pass, at: .zero, jitter: 1))
        }
        #expect(events == [nil, nil, .relayDown])
        fleet.reach(0, at: .seconds(1))
        let probe = try fleet.pass(.transactional, at: .seconds(1))
        let event = fleet.heard(.busy, of: probe, at: .seconds(1), jitter: 1)
        #expect(event == nil)
        #expect(fleet.nextProbe == .seconds(3))
    }
}

extension RelayFleet {
    /// The pass of a message that may go; nil where it may not.
    mutating func go(_ lane: Lane, besides tried: Set<Int> = [], at now: Duration = .zero) -> Pass? {
        guard case .go(let pass) = choose(lane, besides: tried, at: now) else { return nil }
        return pass
    }

    mutating func pass(_ lane: Lane, besides tried: Set<Int> = [], at now: Duration = .zero) throws -> Pass {
        let pass = go(lane, besides: tried, at: now)
        return try #require(pass)
    }

    /// How many more messages may go.
    mutating func fill(_ lane: Lane, at now: Duration = .zero) -> Int {
        var count = 0
        while go(lane, at: now) != nil { count += 1 }
        return count
    }

    /// What a message would be told.
    func choice(_ lane: Lane, besides tried: Set<Int> = [], at now: Duration = .zero) -> Choice {
        var copy = self
        return copy.choose(lane, besides: tried, at: now)
    }

    /// The relay by which a message would go.
    func relay(for lane: Lane, besides tried: Set<Int> = [], at now: Duration = .zero) -> Int? {
        var copy = self
        return copy.go(lane, besides: tried, at: now)?.relay
    }

    /// A probe finds that its connection works.
    mutating func reach(_ relay: Int, at now: Duration) {
        for probe in probes(at: now) where probe.relay == relay { heard(.works, of: probe, at: now, jitter: 1) }
    }

    /// Fails it with as many messages as it takes, at 0 s, so that the first probe is due at 1 s.
    mutating func bringDown(_ relay: Int) throws {
        let others = Set(0..<8).subtracting([relay])
        while !isDown(relay) {
            let pass = try pass(.transactional, besides: others)
            _ = heard(.fails, of: pass, at: .zero, jitter: 1)
        }
    }
}
