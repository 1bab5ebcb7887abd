extension RelayFleet {
    /// A connection to be tried without mail; what it came to is reported once.
    package struct ConnectionProbe: Sendable, Hashable {
        /// The server's number, in the order given.
        package let relay: Int
        fileprivate let probe: Breaker.ConnectionProbe

        /// How long it may take.
        package var timeout: Duration { probe.timeout }
    }

    /// What became of a probe of the connection.
    package enum ProbeReport: Sendable, Hashable {
        /// It came to nothing, for no fault of the relay's.
        case untried
        /// The relay can be reached, and answers.
        case works
        /// The relay is at fault.
        case fails(Breaker.Cause)
    }

    /// The probes that are due: to be made now, one at a time for each server.
    package mutating func probes(at now: Duration) -> [ConnectionProbe] {
        members.indices.compactMap { relay in
            members[relay].breaker.probe(at: now).map { ConnectionProbe(relay: relay, probe: $0) }
        }
    }

    /// When the next one is due; nil while none is known to become so.
    package var nextProbe: Duration? { members.compactMap(\.breaker.nextProbe).min() }

    /// Takes in what became of a probe. `jitter` from 0 to 1 spreads the wait for the next one.
    package mutating func heard(_ report: ProbeReport, of probe: ConnectionProbe, at now: Duration, jitter: Double) {
        switch report {
        case .untried: members[probe.relay].breaker.returned(probe.probe, at: now)
        case .works: members[probe.relay].breaker.reached(probe.probe, at: now)
        case .fails(let cause): members[probe.relay].breaker.failed(probe.probe, cause, at: now, jitter: jitter)
        }
    }
}
