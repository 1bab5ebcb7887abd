/// One relay's breaker: when the relay itself fails, messages wait instead of being spent on it. Pure: it is told the time
/// as a duration since any fixed moment, and chance as a number.
///
/// Closed, all may go. After some faults in a row it opens: none may go. One message that meets the same fault again and again is one
/// fault, for it may be the message's own; so it is while the way opens again after an outage. From then on the connection is probed without mail,
/// every few seconds, so that a relay's return is noticed soon however long it was away. When a connection works, one message
/// probes; its success opens the way, doubling with each further success until nothing is held back.
///
/// A relay that answers and fails all the same, at the login or with the message, is left alone for longer after each vain
/// try: mail is not to be spent on it, and no account to be locked.
package struct Breaker: Sendable {
    package struct Settings: Sendable, Hashable {
        /// Faults in a row of different messages, without a success between, that open it.
        package var faultsToOpen = 3
        /// The first wait of either kind; each vain try doubles it.
        package var firstWait = Duration.seconds(1)
        /// The longest time from the beginning of one probe of the connection to the next's.
        package var longestProbeInterval = Duration.seconds(5)
        /// The longest wait after the relay failed what it had the connection for.
        package var longestWait = Duration.seconds(300)
        /// How long a probe of the connection waits for all its answers together: less than the shortest interval.
        package var probeTimeout = Duration.seconds(4)
        /// How long a few of them wait, so that a relay that is merely slow to greet is found to be up.
        package var patientProbeTimeout = Duration.seconds(30)

        package init() {}
    }

    /// Where a relay that is at fault fails, which decides when to ask again.
    package enum Cause: Sendable, Hashable {
        /// On the way to it, or before it could take a message: trying again costs nobody anything.
        case unreachable
        /// It answers, and refuses the login or fails the message.
        case failing
    }

    /// What the operator should hear.
    package enum Event: Sendable, Hashable {
        /// Messages are held back from now on.
        case relayDown
        /// A message came through after the relay had been down for so long.
        case relayUp(after: Duration)
    }

    /// The right of one message to go now. What it came to is reported with the grant, so that news from before the breaker
    /// opened is told from the probe's.
    package struct Grant: Sendable, Hashable {
        fileprivate let era: Int
    }

    /// A try of the connection without mail, to be made now; what it came to is reported with it.
    package struct ConnectionProbe: Sendable, Hashable {
        /// How long it may take.
        package let timeout: Duration
        fileprivate let era: Int
    }

    private enum State {
        case closed
        case open(until: Duration)
        /// A probe of the connection is on its way.
        case connecting(since: Duration)
        /// The connection works: one message may go.
        case reached(since: Duration)
        /// That message is on its way.
        case probing
        case ramping(window: Int, flying: Int)
    }

    /// Faults in a row.
    private struct Faults {
        var count = 0
        var messages: Set<MessageID> = []

        /// Adds that of a message; nil for one that began before anything was said of a message.
        mutating func add(_ message: MessageID?) {
            if let message, !messages.insert(message).inserted { return }
            count += 1
        }
    }

    /// The window at which ramping up ends.
    private static let fullWindow = 64

    private let settings: Settings
    private var state = State.closed
    private var era = 0
    /// Those since the last success, while messages go.
    private var faults = Faults()
    /// Probes in a row that found no connection.
    private var vainProbes = 0
    /// Times in a row that the relay answered and failed.
    private var vainTries = 0
    private var downSince: Duration?

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    // MARK: - Messages

    /// Whether one more message may go now.
    package var admits: Bool {
        switch state {
        case .closed, .reached: true
        case .open, .connecting, .probing: false
        case .ramping(let window, let flying): flying < window
        }
    }

    /// Lets one more message go; it is taken to be on its way until reported. nil while none may.
    package mutating func admit() -> Grant? {
        guard admits else { return nil }
        switch state {
        case .reached: enter(.probing)
        case .ramping(let window, let flying): state = .ramping(window: window, flying: flying + 1)
        case .closed, .open, .connecting, .probing: break
        }
        return Grant(era: era)
    }

    /// The relay did its part for the message of `grant`, whatever became of the message.
    package mutating func succeeded(_ grant: Grant, at now: Duration) -> Event? {
        guard grant.era == era else { return nil }
        faults = Faults()
        switch state {
        case .closed, .open, .connecting, .reached: break
        case .probing:
            let outage = downSince.map { now - $0 } ?? .zero
            (vainProbes, vainTries, downSince) = (0, 0, nil)
            enter(.ramping(window: 2, flying: 0))
            return .relayUp(after: outage)
        case .ramping(let window, let flying):
            let isFull = window >= Self.fullWindow
            state = isFull ? .closed : .ramping(window: window + 1, flying: max(0, flying - 1))
        }
        return nil
    }

    /// The relay failed the message of `grant`. `jitter` from 0 to 1 spreads the wait.
    ///
    /// - Parameters:
    ///   - message: The message that met the fault; nil where nothing of it had been said.
    ///   - concernsAll: Whether it is known that every other message would meet the same: then one fault is enough.
    package mutating func failed(
        _ grant: Grant, _ message: MessageID? = nil, concernsAll: Bool = false, at now: Duration, jitter: Double
    ) -> Event? {
        guard grant.era == era else { return nil }
        switch state {
        case .open, .connecting, .reached: return nil
        case .closed, .ramping:
            landed()
            faults.add(message)
            return concernsAll || faults.count >= settings.faultsToOpen ? open(at: now, jitter) : nil
        case .probing:
            // However it failed: behind a connection that worked a moment ago the next message would likely meet the same.
            vainTries += 1
            enter(.open(until: now + retryWait(jitter)))
            return nil
        }
    }

    /// The message of `grant` never went: as if it had not been admitted.
    package mutating func returned(_ grant: Grant, at now: Duration) {
        guard grant.era == era else { return }
        switch state {
        case .probing: enter(.reached(since: now))
        case .closed, .ramping: landed()
        case .open, .connecting, .reached: break
        }
    }

    // MARK: - Probes of the connection

    /// When the connection is to be probed next; nil while it is not for a probe to find out.
    package var nextProbe: Duration? {
        guard case .open(let until) = state else { return nil }
        return until
    }

    /// The probe that is due, if one is: to be made now. There is no second one before it is reported.
    package mutating func probe(at now: Duration) -> ConnectionProbe? {
        guard let due = nextProbe, due <= now else { return nil }
        enter(.connecting(since: now))
        return ConnectionProbe(timeout: probeTimeout, era: era)
    }

    /// The relay took the connection and answered all that can be asked without mail.
    package mutating func reached(_ probe: ConnectionProbe, at now: Duration) {
        guard probe.era == era else { return }
        vainProbes = 0
        enter(.reached(since: now))
    }

    /// No connection could be used. `jitter` from 0 to 1 spreads the wait.
    package mutating func failed(_ probe: ConnectionProbe, _ cause: Cause, at now: Duration, jitter: Double) {
        guard probe.era == era, case .connecting(let since) = state else { return }
        switch cause {
        case .unreachable:
            vainProbes += 1
            // Whoever comes back from being away is another relay than the one that failed messages.
            vainTries = 0
            enter(.open(until: max(now, since + probeInterval(jitter))))
        case .failing:
            vainProbes = 0
            vainTries += 1
            enter(.open(until: now + retryWait(jitter)))
        }
    }

    /// The probe came to nothing, for no fault of the relay's: as if it had not been made.
    package mutating func returned(_ probe: ConnectionProbe, at now: Duration) {
        guard probe.era == era else { return }
        enter(.open(until: now + settings.firstWait))
    }

    // MARK: - Being asked

    /// Since when messages are held back for the relay's sake; nil while they are not.
    package var isDownSince: Duration? { downSince }

    /// Whether messages are held back for the relay's sake.
    package var isDown: Bool { downSince != nil }

    /// Since when the connection works again and waits for a message to prove the rest; nil when it does not.
    package var isReachedSince: Duration? {
        guard case .reached(let since) = state else { return nil }
        return since
    }

    /// Whether one message is on its way to find out how the relay is.
    package var isProbing: Bool {
        if case .probing = state { return true }
        return false
    }

    // MARK: - Inside

    private mutating func open(at now: Duration, _ jitter: Double) -> Event {
        (vainProbes, vainTries, downSince) = (0, 0, now)
        enter(.open(until: now + retryWait(jitter)))
        return .relayDown
    }

    private mutating func enter(_ next: State) {
        era += 1
        faults = Faults()
        state = next
    }

    /// A message is no longer on its way.
    private mutating func landed() {
        guard case .ramping(let window, let flying) = state else { return }
        state = .ramping(window: window, flying: max(0, flying - 1))
    }

    /// From 4 to 5 s once some were vain.
    private func probeInterval(_ jitter: Double) -> Duration {
        doubled(vainProbes, atMost: settings.longestProbeInterval) * (0.8 + 0.2 * min(max(jitter, 0), 1))
    }

    private func retryWait(_ jitter: Double) -> Duration {
        doubled(vainTries, atMost: settings.longestWait) * (0.5 + 0.5 * min(max(jitter, 0), 1))
    }

    private func doubled(_ times: Int, atMost longest: Duration) -> Duration {
        min(longest, settings.firstWait * (1 << min(times, 20)))
    }

    /// Short, so that a relay which hangs holds up no later probe. After 8 vain ones, after 16, 32 and so on, ever more seldom
    /// in an outage that lasts, one has the patience for a relay or a name server that answers slowly.
    private var probeTimeout: Duration {
        let isPatient = vainProbes >= 8 && vainProbes & (vainProbes - 1) == 0
        return isPatient ? settings.patientProbeTimeout : settings.probeTimeout
    }
}
