/// The relays, and which of them takes a message that is ready to go. Pure: it is told the time as a duration since any fixed
/// moment, and chance as a number.
///
/// Relays with a weight share the mail in its proportion; one without is a spare, used in its order while all before it are
/// down. Each has a breaker, which holds mail back when the relay fails, and a window, which narrows when it is too busy; a part
/// of every window is kept for transactional mail.
///
/// A relay that is down is probed without mail, and once a connection works with one message. While another one is up the
/// message is not to be a reader's who waits for a link: bulk mail probes, and transactional mail only where there has been none
/// for a while.
package struct RelayFleet: Sendable {
    /// How long a relay that can be reached again waits for bulk mail while another one is up.
    package static let probePatience: Duration = .seconds(60)

    /// One relay's part.
    package struct Share: Sendable, Hashable {
        /// Its part of the mail, in proportion to the others'; 0 for a spare.
        package var weight: Int
        /// The most messages that it is given at a time.
        package var connections: Int

        package init(weight: Int, connections: Int) {
            self.weight = weight
            self.connections = connections
        }
    }

    /// A message's leave to go by one relay; what became of it is reported once.
    package struct Pass: Sendable, Hashable {
        /// The relay's number, in the order given.
        package let relay: Int
        /// When the message was given its leave.
        package let givenAt: Duration
        fileprivate let lane: Lane
        fileprivate let grant: Breaker.Grant
        fileprivate let mark: Window.Mark
    }

    /// What a message that is ready to go may do.
    package enum Choice: Sendable, Hashable {
        case go(Pass)
        /// Some relay is up and has its hands full, or a message probes one.
        case wait
        /// All relays are down, and none can be reached.
        case shut
    }

    /// A connection to be tried without mail; what it came to is reported once.
    package struct ConnectionProbe: Sendable, Hashable {
        /// The relay's number, in the order given.
        package let relay: Int
        fileprivate let probe: Breaker.ConnectionProbe

        /// How long it may take.
        package var timeout: Duration { probe.timeout }
    }

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

    /// What became of a probe of the connection.
    package enum ProbeReport: Sendable, Hashable {
        /// It came to nothing, for no fault of the relay's.
        case untried
        /// The relay can be reached, and answers.
        case works
        /// The relay is at fault.
        case fails(Breaker.Cause)
    }

    private struct Member {
        let weight: Int
        var breaker: Breaker
        var window: Window
        var rate = SendingRate()
        var flying: [Lane: Int] = [:]
        /// How far its turn has come, in smooth weighted round-robin.
        var turn = 0
    }

    private let reservedShare: Double
    private var members: [Member]

    /// - Parameters:
    ///   - shares: In the order of preference.
    ///   - reservedShare: The part of each window that serves transactional mail alone, 0 to 1.
    package init(_ shares: [Share], reservedShare: Double, breaker: Breaker.Settings = Breaker.Settings()) {
        self.reservedShare = reservedShare
        members = shares.map {
            Member(weight: $0.weight, breaker: Breaker(breaker), window: Window(most: $0.connections))
        }
    }

    // MARK: - Choosing

    /// Finds a relay for a message that is ready to go. It is on its way from then on, until it is reported.
    ///
    /// - Parameter tried: Relays that the message has already found at fault.
    package mutating func choose(_ lane: Lane, besides tried: Set<Int> = [], at now: Duration) -> Choice {
        let open = members.indices.filter { !tried.contains($0) }
        let up = open.filter { !members[$0].breaker.isDown }
        if let probe = open.first(where: { isProbe(lane, of: $0, isNeeded: up.isEmpty, at: now) }) {
            return admit(lane, to: probe, at: now)
        }
        let weighted = up.filter { members[$0].weight > 0 }
        // A spare that is full is waited for like any other: the one after it is for when it is down.
        let candidates = weighted.isEmpty ? Array(up.prefix(1)) : weighted
        if candidates.isEmpty { return open.contains { members[$0].breaker.isProbing } ? .wait : .shut }
        guard let next = next(of: candidates.filter { hasRoom($0, for: lane, at: now) }) else { return .wait }
        return admit(lane, to: next, at: now)
    }

    private func isProbe(_ lane: Lane, of relay: Int, isNeeded: Bool, at now: Duration) -> Bool {
        guard let reached = members[relay].breaker.isReachedSince else { return false }
        return isNeeded || lane == .bulk || now - reached >= Self.probePatience
    }

    private func hasRoom(_ relay: Int, for lane: Lane, at now: Duration) -> Bool {
        let member = members[relay]
        let size = member.window.size
        let (all, bulk) = (member.flying.values.reduce(0, +), member.flying[.bulk] ?? 0)
        guard all < size, member.breaker.admits, member.rate.opening(for: lane) <= now else { return false }
        return lane == .transactional || bulk < size - LanePlan.reserved(of: size, share: reservedShare)
    }

    /// Whose turn it is: each one's turn comes nearer by its weight, and the one that goes stands back by what all have gained.
    private mutating func next(of relays: [Int]) -> Int? {
        for relay in relays { members[relay].turn += members[relay].weight }
        guard let next = relays.max(by: { members[$0].turn < members[$1].turn }) else { return nil }
        members[next].turn -= relays.reduce(0) { $0 + members[$1].weight }
        return next
    }

    private mutating func admit(_ lane: Lane, to relay: Int, at now: Duration) -> Choice {
        guard let grant = members[relay].breaker.admit() else { return .wait }
        members[relay].flying[lane, default: 0] += 1
        members[relay].rate.admitted(at: now)
        return .go(Pass(relay: relay, givenAt: now, lane: lane, grant: grant, mark: members[relay].window.mark))
    }

    // MARK: - Hearing

    /// Takes in what became of the message of a pass. `jitter` from 0 to 1 spreads the wait for the next try. `message` is the one
    /// that met a fault, where something of it had been said.
    package mutating func heard(
        _ report: Report, of pass: Pass, _ message: MessageID? = nil, at now: Duration, jitter: Double
    ) -> Breaker.Event? {
        members[pass.relay].flying[pass.lane, default: 1] -= 1
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

    // MARK: - Probes of the connection

    /// The probes that are due: to be made now, one at a time for each relay.
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

    // MARK: - Being asked

    /// When a message of a lane that waits for its turn may be let go by a relay that is up; nil where none waits for that.
    package func nextTurn(of lane: Lane, after now: Duration) -> Duration? {
        members.filter { !$0.breaker.isDown }.map { $0.rate.opening(for: lane) }.filter { $0 > now }.min()
    }

    /// How many messages are on their way.
    package var flying: Int { members.reduce(0) { $0 + $1.flying.values.reduce(0, +) } }

    package func isDown(_ relay: Int) -> Bool { members[relay].breaker.isDown }

    /// Since when a relay is down; nil while it is up.
    package func isDownSince(_ relay: Int) -> Duration? { members[relay].breaker.isDownSince }

    /// Whether a relay that was down can be reached again, and only waits for a message to prove the rest.
    package func isReached(_ relay: Int) -> Bool { members[relay].breaker.isReachedSince != nil }

    /// How freely mail may be claimed.
    package enum Admission: Sendable, Hashable {
        /// Some relay is up.
        case open
        /// None is up, and one can be reached again: one message.
        case probe
        /// None is up, and a message probes one: nothing before that is known.
        case probing
        /// None is up, and none can be reached: nothing.
        case shut
    }

    package var admission: Admission {
        if members.contains(where: { !$0.breaker.isDown }) { return .open }
        if members.contains(where: { $0.breaker.isReachedSince != nil }) { return .probe }
        return members.contains(where: \.breaker.isProbing) ? .probing : .shut
    }
}
