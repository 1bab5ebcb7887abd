/// The relays, and which of them takes a message that is ready to go. Pure: it is told the time as a duration since any fixed
/// moment, and chance as a number.
///
/// A message goes by the relays of its route alone (`RelayRoutes`). Among them those with a weight share the mail in its proportion;
/// one without is a spare, used in its order while all before it are down or have used up their quota. A relay may have several
/// servers: each stands in for those before it. Each server has a breaker, which holds mail back when it fails, and a window,
/// which narrows when it is too busy; a part of every window is kept for transactional mail. Each relay may have
/// a rate and a quota.
///
/// A server that is down is probed without mail, and once a connection works with one message. While another one is up the
/// message is not to be a reader's who waits for a link: bulk mail probes, and transactional mail only where there has been none
/// for a while.
package struct RelayFleet: Sendable {
    /// How long a relay that can be reached again waits for bulk mail while another one is up.
    package static let probePatience: Duration = .seconds(60)

    /// One server's part.
    package struct Share: Sendable, Hashable {
        package var terms: RelayTerms
        /// The most messages that it is given at a time.
        package var connections: Int
        /// Whether it is another server of the relay before it.
        package var isStandIn: Bool

        package init(_ terms: RelayTerms, connections: Int, isStandIn: Bool = false) {
            self.terms = terms
            self.connections = connections
            self.isStandIn = isStandIn
        }

        /// A relay of one server that serves all.
        package init(weight: Int, connections: Int) {
            self.init(RelayTerms(weight: weight), connections: connections)
        }
    }

    /// A message's leave to go by one server; what became of it is reported once.
    package struct Pass: Sendable, Hashable {
        /// The server's number, in the order given.
        package let relay: Int
        /// When the message was given its leave.
        package let givenAt: Duration
        /// Its route's number.
        package let route: Int
        let lane: Lane
        let grant: Breaker.Grant
        let mark: Window.Mark
        let slice: QuotaPurse.Mark?
    }

    /// What a message that is ready to go may do.
    package enum Choice: Sendable, Hashable {
        case go(Pass)
        /// Some relay is up and has its hands full, or a message probes one.
        case wait
        /// All relays that serve it are down, and none can be reached.
        case shut
        /// Those that are up have used up their quota.
        case full(until: Duration)
    }

    /// One server.
    struct Member {
        /// Its relay's place.
        let account: Int
        var breaker: Breaker
        var window: Window
        var rate = SendingRate()
        /// How long messages are on the wire.
        var pace = RunningMean()
        var flying: [Lane: Int] = [:]

        /// How many messages it is given beyond its window, to be ready when a connection is. None while it is known to be slow: they would
        /// wait for long, and nobody knows for which connection; nor while it has trouble.
        var ahead: Int {
            guard window.isOpen, !breaker.isDown, let mean = pace.mean, mean <= RelayFleet.quickMessage else {
                return 0
            }
            return window.size
        }
    }

    /// A message that is no longer on the wire than this has another one ready behind it.
    package static let quickMessage: Duration = .milliseconds(250)

    /// One relay, with what its servers have in common.
    struct Account {
        let terms: RelayTerms
        let lanes: Set<Lane>
        let members: [Int]
        /// Those to one of its servers.
        let connections: Int
        var bucket: TokenBucket?
        var purse: QuotaPurse?
        /// How far its turn has come, in smooth weighted round-robin.
        var turn = 0
    }

    let reservedShare: Double
    package let routes: RelayRoutes
    var members: [Member] = []
    var accounts: [Account] = []
    /// The servers of each route.
    private let servers: [[Int]]

    /// - Parameters:
    ///   - shares: In the order of preference.
    ///   - reservedShare: The part of each window that serves transactional mail alone, 0 to 1.
    ///   - lanes: Those of the kinds for which relays are kept.
    package init(
        _ shares: [Share], reservedShare: Double, lanes: [String: Lane] = [:],
        breaker: Breaker.Settings = Breaker.Settings()
    ) {
        self.reservedShare = reservedShare
        var relays: [[Int]] = []
        for (number, share) in shares.enumerated() {
            if share.isStandIn, !relays.isEmpty {
                relays[relays.count - 1].append(number)
            } else {
                relays.append([number])
            }
            members.append(
                Member(
                    account: relays.count - 1, breaker: Breaker(breaker), window: Window(most: share.connections)))
        }
        let terms = relays.map { shares[$0[0]].terms }
        routes = RelayRoutes(terms.map(\.services), lanes: lanes)
        servers = routes.all.map { route in route.relays.flatMap { relays[$0] } }
        for (number, servers) in relays.enumerated() {
            let (terms, lanes) = (terms[number], routes.lanes(of: number))
            accounts.append(
                Account(
                    terms: terms, lanes: lanes, members: servers, connections: shares[servers[0]].connections,
                    bucket: terms.perSecond.map { TokenBucket(perSecond: $0) },
                    purse: terms.perDay.map { QuotaPurse(perDay: $0, lanes: lanes) }))
        }
    }

    // MARK: - Choosing

    /// Finds a relay for a message that is ready to go. It is on its way from then on, until it is reported.
    ///
    /// - Parameter tried: Servers that the message has already found at fault.
    package mutating func choose(
        _ lane: Lane, kind: String = "", besides tried: Set<Int> = [], at now: Duration
    ) -> Choice {
        guard let route = routes.route(of: kind, in: lane) else { return .shut }
        let servers = servers[route.number]
        // As a rule: one server, which is up.
        if servers.count == 1, let only = servers.first, tried.isEmpty, !members[only].breaker.isDown,
            accounts[members[only].account].purse == nil
        {
            return hasRoom(only, for: lane, at: now) ? admit(lane, to: only, by: route, at: now) : .wait
        }
        let open = servers.filter { !tried.contains($0) }
        let isAnyUp = open.contains { !members[$0].breaker.isDown }
        if let probe = open.first(where: { isProbe(lane, of: $0, isNeeded: !isAnyUp, at: now) }) {
            return admit(lane, to: probe, by: route, at: now)
        }
        let leads = leads(of: route, besides: tried)
        let unspent = leads.filter { fullUntil($0, lane, at: now) == nil }
        let weighted = unspent.filter { terms(of: $0).weight > 0 }
        // A spare that is full is waited for like any other: the one after it is for when it is down.
        let candidates = weighted.isEmpty ? Array(unspent.prefix(1)) : weighted
        if candidates.isEmpty {
            if open.contains(where: { members[$0].breaker.isProbing }) { return .wait }
            return leads.compactMap { fullUntil($0, lane, at: now) }.min().map { .full(until: $0) } ?? .shut
        }
        guard let next = next(of: candidates.filter { hasRoom($0, for: lane, at: now) }) else { return .wait }
        return admit(lane, to: next, by: route, at: now)
    }

    /// Of each relay the first server that is up.
    private func leads(of route: RelayRoutes.Route, besides tried: Set<Int> = []) -> [Int] {
        route.relays.compactMap { relay in
            accounts[relay].members.first { !members[$0].breaker.isDown && !tried.contains($0) }
        }
    }

    private func terms(of server: Int) -> RelayTerms { accounts[members[server].account].terms }

    /// Until when a server's relay has used up its quota; nil while it has not.
    private func fullUntil(_ server: Int, _ lane: Lane, at now: Duration) -> Duration? {
        guard case .full(let until)? = accounts[members[server].account].purse?.standing(lane, at: now) else {
            return nil
        }
        return until
    }

    private func isProbe(_ lane: Lane, of relay: Int, isNeeded: Bool, at now: Duration) -> Bool {
        guard let reached = members[relay].breaker.isReachedSince, fullUntil(relay, lane, at: now) == nil else {
            return false
        }
        return isNeeded || lane == .bulk || now - reached >= Self.probePatience
    }

    /// Notes where nothing but a slice of the quota is missing.
    private mutating func hasRoom(_ relay: Int, for lane: Lane, at now: Duration) -> Bool {
        let member = members[relay]
        let account = accounts[member.account]
        let (size, ahead) = (member.window.size, member.ahead)
        let (all, bulk) = (member.flying.values.reduce(0, +), member.flying[.bulk] ?? 0)
        guard all < size + ahead, member.breaker.admits, opening(of: relay, for: lane) <= now else { return false }
        let reserved = LanePlan.reserved(of: size, share: reservedShare, serving: account.lanes)
        guard lane == .transactional || bulk < size - reserved + ahead else { return false }
        guard account.purse?.standing(lane, at: now) == .empty else { return true }
        accounts[member.account].purse?.want(lane)
        return false
    }

    /// From when on a server may be given one more message of a lane, by its own rate and its relay's.
    private func opening(of server: Int, for lane: Lane) -> Duration {
        let own = members[server].rate.opening(for: lane)
        return accounts[members[server].account].bucket.map { max($0.opening, own) } ?? own
    }

    /// Whose turn it is: each one's turn comes nearer by its weight, and the one that goes stands back by what all have gained.
    private mutating func next(of servers: [Int]) -> Int? {
        let relays = servers.map { members[$0].account }
        for relay in relays { accounts[relay].turn += accounts[relay].terms.weight }
        guard let next = servers.max(by: { turn(of: $0) < turn(of: $1) }) else { return nil }
        accounts[members[next].account].turn -= relays.reduce(0) { $0 + accounts[$1].terms.weight }
        return next
    }

    private func turn(of server: Int) -> Int { accounts[members[server].account].turn }

    private mutating func admit(_ lane: Lane, to relay: Int, by route: RelayRoutes.Route, at now: Duration) -> Choice {
        let account = members[relay].account
        var slice: QuotaPurse.Mark?
        if accounts[account].purse != nil {
            slice = accounts[account].purse?.take(lane, at: now)
            guard slice != nil else { return .wait }
        }
        guard let grant = members[relay].breaker.admit() else {
            if let slice { accounts[account].purse?.putBack(slice) }
            return .wait
        }
        members[relay].flying[lane, default: 0] += 1
        members[relay].rate.admitted(at: now)
        accounts[account].bucket?.take(at: now)
        return .go(
            Pass(
                relay: relay, givenAt: now, route: route.number, lane: lane, grant: grant,
                mark: members[relay].window.mark, slice: slice))
    }

    // MARK: - Turns

    /// When a message of a lane that waits for its turn may be let go by a relay that is up; nil where none waits for that.
    package func nextTurn(of lane: Lane, after now: Duration) -> Duration? {
        members.indices.filter { !members[$0].breaker.isDown }.map { opening(of: $0, for: lane) }.filter { $0 > now }
            .min()
    }

    // MARK: - Admission

    /// How freely mail of one lane may be claimed.
    package enum Admission: Sendable, Hashable {
        /// Some relay that serves it is up.
        case open
        /// None is up, and one can be reached again: one message.
        case probe
        /// None is up, and a message probes one: nothing before that is known.
        case probing
        /// Those that are up have used up their quota: nothing until then.
        case full(until: Duration)
        /// None is up, and none can be reached: nothing.
        case shut
    }

    /// How freely mail of a lane may be claimed: as that of its routes that are best off may.
    package func admission(of lane: Lane, at now: Duration) -> Admission {
        let admissions = routes.routes(of: lane).map { admission(of: $0, lane, at: now) }
        for best in [Admission.open, .probe, .probing] where admissions.contains(best) { return best }
        let until = admissions.compactMap { admission -> Duration? in
            guard case .full(let until) = admission else { return nil }
            return until
        }
        return until.min().map { .full(until: $0) } ?? .shut
    }

    private func admission(of route: RelayRoutes.Route, _ lane: Lane, at now: Duration) -> Admission {
        let leads = leads(of: route)
        let until = leads.map { fullUntil($0, lane, at: now) }
        if until.contains(nil) { return .open }
        let servers = servers[route.number]
        if servers.contains(where: { members[$0].breaker.isReachedSince != nil }) { return .probe }
        if servers.contains(where: { members[$0].breaker.isProbing }) { return .probing }
        return until.compactMap(\.self).min().map { .full(until: $0) } ?? .shut
    }
}
