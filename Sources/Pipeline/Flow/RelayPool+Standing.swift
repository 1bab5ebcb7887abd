import Mail
import Synchronization

extension RelayPool {
    // MARK: - For the claimer

    /// How freely mail of each lane may be claimed now.
    var admissions: [Lane: RelayFleet.Admission] {
        let now = time.now()
        return state.withLock { state in
            Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, state.fleet.admission(of: $0, at: now)) })
        }
    }

    /// How many messages are with the relays.
    var flying: Int { state.withLock { $0.fleet.flying } }

    /// How many messages of a lane are with the relays.
    func flying(_ lane: Lane) -> Int { state.withLock { $0.fleet.flying(lane) } }

    /// How many messages wait for one.
    var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

    /// How many servers a message may go by.
    func servers(for kind: String, in lane: Lane) -> Int { state.withLock { $0.fleet.servers(for: kind, in: lane) } }

    // MARK: - For the worker

    /// Whether mail goes out, and by which relays it does not. One that can be reached again counts as up: mail is let to it. Where no
    /// transactional mail goes out at all, newsletters are no comfort.
    var health: Health.Relay {
        let now = time.now()
        let (faults, spent, isShut) = state.withLock { state in
            let faults = relays.indices.map { relay -> String? in
                state.fleet.isDown(relay) && !state.fleet.isReached(relay) ? state.standings[relay].fault : nil
            }
            return (
                faults, state.fleet.spentQuotas(at: now), state.fleet.admission(of: .transactional, at: now) == .shut
            )
        }
        let down = zip(relays, faults).compactMap { relay, fault in fault.map { "\(relay.name): \($0)" } }
        let full = spent.map { "\($0.relay): \(Telemetry.words($0, until: time.calendar() + ($0.until - now)))" }
        if down.isEmpty, full.isEmpty { return .up }
        let reasons = (down + full).joined(separator: "; ")
        let isServing = !state.withLock { $0.fleet.routes.routes(of: .transactional).isEmpty }
        return down.count == relays.count || (isShut && isServing) ? .down(reasons) : .partly(reasons)
    }

    /// The relays that are down, for `facteur status` on any machine.
    var outages: [RelayOutage] {
        let now = time.now()
        return state.withLock { state in
            relays.indices.compactMap { relay in
                guard let since = state.fleet.isDownSince(relay) else { return nil }
                let isReached = state.fleet.isReached(relay)
                return RelayOutage(
                    relay: relays[relay].name, lasted: now - since,
                    reason: isReached ? "answers again; the next message will tell" : state.standings[relay].fault)
            }
        }
    }
}
