import Mail
import Testing

/// Half an hour in no time: a relay dies with 5,000 messages waiting, and comes back.
@Suite("Half an hour without the relay")
struct RelayOutageTests {
    /// What a worker does with a fleet, in virtual time: probes, claims as it is admitted, sends, hears.
    private struct Sea {
        var fleet: RelayFleet
        var now = Duration.zero
        var waiting = 5_000
        /// When the connection was probed.
        var probes: [Duration] = []
        /// When a message went while the relay was down.
        var messages: [Duration] = []
        var sent = 0
        /// How many went at each round once the relay was back.
        var rounds: [Int] = []
        /// How a connection fails while the relay is away, and after how long.
        var refusal: (takes: Duration, cause: Breaker.Cause) = (.milliseconds(1), .unreachable)
        /// Whether the relay takes connections all the time, and only fails messages.
        var failsMessages = false

        mutating func run(until isUp: Duration) {
            while sent < 5_000 {
                for probe in fleet.probes(at: now) { make(probe, isUp: now >= isUp || failsMessages) }
                switch fleet.admission(of: .bulk, at: now) {
                case .shut: now = max(now, fleet.nextProbe ?? now)
                case .probing, .full: return
                case .probe, .open: send(isUp: now >= isUp)
                }
            }
        }

        private mutating func make(_ probe: RelayFleet.ConnectionProbe, isUp: Bool) {
            probes.append(now)
            now += isUp ? .milliseconds(50) : min(refusal.takes, probe.timeout)
            fleet.heard(isUp ? .works : .fails(refusal.cause), of: probe, at: now, jitter: 0.5)
        }

        private mutating func send(isUp: Bool) {
            let wasDown = fleet.isDown(0)
            var flying: [RelayFleet.Pass] = []
            while waiting > flying.count, let pass = fleet.go(.transactional, at: now) { flying.append(pass) }
            if wasDown {
                messages.append(now)
                #expect(flying.count == 1)
            }
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

    private let share = RelayFleet.Share(weight: 1, connections: 20)

    private func sea() -> Sea { Sea(fleet: RelayFleet([share], reservedShare: 0.25)) }

    @Test(
        "No message is spent on it; within 6 s of its return the first goes, and it drains from one upwards (S14, T7)",
        arguments: [.milliseconds(1), .seconds(3600)] as [Duration], 0..<10)
    func outage(refusedAfter takes: Duration, second: Int) throws {
        var sea = sea()
        sea.refusal.takes = takes
        let back = Duration.seconds(1800 + second)
        sea.run(until: back)
        #expect(sea.sent == 5_000)
        #expect(sea.waiting == 0)
        #expect(sea.messages.count == 1)
        let waits = zip(sea.probes.dropFirst(), sea.probes).map { $0 - $1 }
        #expect(waits.allSatisfy { $0 <= (takes > .seconds(5) ? .seconds(30) : .seconds(5)) })
        #expect(waits.dropFirst(3).allSatisfy { $0 >= .seconds(4) })
        #expect(sea.rounds.prefix(5) == [1, 2, 4, 8, 16])
        #expect(sea.rounds.max() == 20)
        let first = try #require(sea.messages.first)
        #expect(first >= back && first <= back + .seconds(6))
    }

    @Test("A relay that takes connections and fails every message costs one message at waits that grow to five minutes")
    func failing() throws {
        var sea = sea()
        sea.failsMessages = true
        sea.run(until: .seconds(1800))
        let waits = zip(sea.messages.dropFirst(), sea.messages).map { $0 - $1 }
        #expect(sea.messages.count < 20)
        #expect(zip(waits.dropFirst(), waits).allSatisfy { $0 >= $1 - .milliseconds(1) })
        let longest = try #require(waits.last)
        #expect(longest > .seconds(200) && longest < .seconds(301))
    }
}
