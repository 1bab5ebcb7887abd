import Mail
import Synchronization

extension RelayPool {
    /// Probes the connections to relays that are down, whenever it is time to; until cancelled.
    func keepProbing() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for probe in dueProbes() { group.addTask { await self.run(probe) } }
                let next = state.withLock { $0.fleet.nextProbe }
                await probeSignal.wait(atMost: next.map { max($0 - time.now(), .zero) } ?? .seconds(3600), by: time)
            }
        }
    }

    /// The probes to be made now: each of them is to be run.
    func dueProbes() -> [RelayFleet.ConnectionProbe] {
        let now = time.now()
        return state.withLock { $0.fleet.probes(at: now) }
    }

    /// Makes a probe, and takes in what became of it.
    func run(_ probe: RelayFleet.ConnectionProbe) async {
        let end = await relays[probe.relay].carrier.probe(within: probe.timeout)
        let now = time.now()
        let jitter = (time.jitter() + 1) / 2
        switch end {
        case .accepted:
            state.withLock { $0.fleet.heard(.works, of: probe, at: now, jitter: jitter) }
            // Who waits for another relay may go by this one, and something may be claimed.
            review()
            wakeUp.ring()
        case .broken(.stopping, _, _):
            state.withLock { $0.fleet.heard(.untried, of: probe, at: now, jitter: jitter) }
        case .refused, .broken, .inDoubt:
            let failing = RelayFeedback.Failing(end, judge(end))
            let isAlarm = state.withLock { state in
                state.fleet.heard(.fails(end.cause), of: probe, at: now, jitter: jitter)
                return state.standings[probe.relay].note(failing)
            }
            if isAlarm { telemetry.alarm(failing.alarm, relays[probe.relay].name, failing.reason) }
        }
        probeSignal.ring()
    }
}
