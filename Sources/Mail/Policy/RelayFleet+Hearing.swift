extension RelayFleet {
    /// What became of a message, as far as its relay is concerned.
    package enum Report: Sendable, Hashable {
        /// It never went.
        case untried
        /// The relay did its part, whatever became of the message.
        case works
        /// The relay is at fault, or the message, if no other one meets the same.
        case fails
        /// The relay refuses everybody.
        case refusesAll
        /// The relay takes less at a time than it is given (421).
        case busy
        /// The relay takes fewer a second, or at a time, than it is given, and says so.
        case throttles
    }

    /// Takes in what became of the message of a pass. `jitter` from 0 to 1 spreads the wait for the next try. `message` is the one
    /// that met a fault, where something of it had been said; `took`, how long it was on the wire.
    package mutating func heard(
        _ report: Report, of pass: Pass, _ message: MessageID? = nil, took: Duration? = nil, at now: Duration,
        jitter: Double
    ) -> Breaker.Event? {
        members[pass.relay].flying[pass.lane, default: 1] -= 1
        if report == .works, let took { members[pass.relay].pace.record(took) }
        // Of what never came to be said no provider knows.
        if report == .untried || (report != .works && message == nil) { putBack(pass) }
        switch report {
        case .untried:
            members[pass.relay].breaker.returned(pass.grant, at: now)
            return nil
        case .works:
            members[pass.relay].window.succeeded()
            members[pass.relay].rate.succeeded(at: now)
            return members[pass.relay].breaker.succeeded(pass.grant, at: now)
        case .throttles:
            _ = members[pass.relay].window.refused(pass.mark)
            members[pass.relay].rate.refused(at: now)
            // It is there, and speaks: that is no fault, unless nothing passes.
            guard members[pass.relay].breaker.isDown || members[pass.relay].rate.isStarved(at: now) else {
                return members[pass.relay].breaker.succeeded(pass.grant, at: now)
            }
            return members[pass.relay].breaker.failed(pass.grant, concernsAll: true, at: now, jitter: jitter)
        case .busy:
            // One burst is one fault, however many messages it met; but a probe's word counts in any case.
            let isNews = members[pass.relay].window.refused(pass.mark)
            guard isNews || members[pass.relay].breaker.isDown else {
                members[pass.relay].breaker.returned(pass.grant, at: now)
                return nil
            }
            return members[pass.relay].breaker.failed(pass.grant, message, at: now, jitter: jitter)
        case .fails:
            return members[pass.relay].breaker.failed(pass.grant, message, at: now, jitter: jitter)
        case .refusesAll:
            return members[pass.relay].breaker.failed(pass.grant, concernsAll: true, at: now, jitter: jitter)
        }
    }

    private mutating func putBack(_ pass: Pass) {
        let account = members[pass.relay].account
        accounts[account].bucket?.putBack()
        if let slice = pass.slice { accounts[account].purse?.putBack(slice) }
    }

    // MARK: - Being asked

    /// What the relays' connections make of slots: for each one for the message on the wire, and one for the next, which is ready when its
    /// turn comes. Spares have none.
    package var slots: [LanePlan.Share] {
        accounts.filter { $0.terms.weight > 0 }.map { LanePlan.Share(slots: 2 * $0.connections, lanes: $0.lanes) }
    }

    /// How many messages of a route may be in slots at a time, where others want slots too.
    package func room(of route: RelayRoutes.Route) -> Int {
        let isAlone = Lane.allCases.allSatisfy { lane in
            let routes = routes.routes(of: lane)
            return routes.count < 2 || !routes.contains(route)
        }
        if isAlone { return .max }
        return route.relays.reduce(0) { $0 + (accounts[$1].terms.weight > 0 ? 2 * accounts[$1].connections : 0) }
    }

    /// How many messages are on their way.
    package var flying: Int { members.reduce(0) { $0 + $1.flying.values.reduce(0, +) } }

    /// How many messages of a lane are on their way.
    package func flying(_ lane: Lane) -> Int { members.reduce(0) { $0 + ($1.flying[lane] ?? 0) } }

    package func isDown(_ relay: Int) -> Bool { members[relay].breaker.isDown }

    /// Since when a relay is down; nil while it is up.
    package func isDownSince(_ relay: Int) -> Duration? { members[relay].breaker.isDownSince }

    /// Whether a relay that was down can be reached again, and only waits for a message to prove the rest.
    package func isReached(_ relay: Int) -> Bool { members[relay].breaker.isReachedSince != nil }

    /// How many servers a message may go by.
    package func servers(for kind: String, in lane: Lane) -> Int {
        routes.route(of: kind, in: lane)?.relays.reduce(0) { $0 + accounts[$1].members.count } ?? 0
    }

    /// For how long the server of a message's route has been down that went down last; zero where none is.
    package func outage(for kind: String, in lane: Lane, at now: Duration) -> Duration {
        let servers = routes.route(of: kind, in: lane)?.relays.flatMap { accounts[$0].members } ?? []
        return servers.compactMap { isDownSince($0) }.map { now - $0 }.min() ?? .zero
    }
}
