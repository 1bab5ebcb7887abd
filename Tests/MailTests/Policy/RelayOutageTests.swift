import Mail
import Testing

/// Half an hour in no time: a relay dies with 5,000 messages waiting, and comes back.
@Suite("Half an hour without the relay")
struct RelayOutageTests {
    /// What a worker does with a fleet, in virtual time: claims as it is admitted, sends, hears.
    private struct Sea {
        var fleet: RelayFleet
        var now = Duration.zero
        var waiting = 5_000
        var probes: [Duration] = []
        var sent = 0
        /// How many went at each round once the relay was back.
        var rounds: [Int] = []

        mutating func run(until isUp: Duration) {
            while sent < 5_000 {
                switch fleet.admission(at: now) {
                case .shut(let wait): now += wait
                case .probing: return
                case .probe, .open: send(isUp: now >= isUp)
                }
            }
        }

        private mutating func send(isUp: Bool) {
            let wasDown = fleet.isDown(0)
            var flying: [RelayFleet.Pass] = []
            while waiting > flying.count, let pass = fleet.go(.transactional, at: now) { flying.append(pass) }
            if wasDown { probes.append(now) }
            if wasDown { #expect(flying.count == 1) }
            if isUp { rounds.append(flying.count) }
            // A connection that is refused, or a dialogue.
            now += .milliseconds(isUp ? 50 : 1)
            for pass in flying {
                _ = fleet.heard(isUp ? .works : .fails, of: pass, at: now, jitter: 0.5)
                guard isUp else { continue }
                sent += 1
                waiting -= 1
            }
        }
    }

    @Test("Each probe is one message, at waits that grow to five minutes; then it drains from one upwards (S14, T7)")
    func outage() throws {
        let share = RelayFleet.Share(weight: 1, connections: 20)
        var sea = Sea(fleet: RelayFleet([share], reservedShare: 0.25))
        sea.run(until: .seconds(1800))
        #expect(sea.sent == 5_000)
        #expect(sea.waiting == 0)
        let waits = zip(sea.probes.dropFirst(), sea.probes).map { $0 - $1 }
        #expect(sea.probes.count < 20)
        #expect(zip(waits.dropFirst(), waits).allSatisfy { $0 >= $1 })
        let longest = try #require(waits.last)
        #expect(longest > .seconds(200) && longest < .seconds(301))
        #expect(sea.rounds.prefix(5) == [1, 2, 4, 8, 16])
        #expect(sea.rounds.max() == 20)
        // It was found to be back within the longest wait.
        #expect(try #require(sea.probes.last) < .seconds(1800 + 300))
    }
}
