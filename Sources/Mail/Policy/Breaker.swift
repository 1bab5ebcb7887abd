/// One relay's breaker: when the relay itself fails, messages wait instead of being spent on it. Pure: it is told the time
/// as a duration since any fixed moment, and chance as a number.
///
/// Closed, all may go. After some faults in a row it opens: none may go for a while that grows with every vain probe. Then one
/// message probes; its success opens the way, doubling with each further success until nothing is held back.
package struct Breaker: Sendable {
    package struct Settings: Sendable, Hashable {
        /// Faults in a row, without a success between, that open it.
        package var faultsToOpen = 3
        package var firstWait = Duration.seconds(1)
        package var longestWait = Duration.seconds(300)

        package init() {}
    }

    /// What the operator should hear.
    package enum Event: Sendable, Hashable {
        /// No message goes before `probeAfter` has passed.
        case relayDown(probeAfter: Duration)
        /// A probe came through after the relay had been down for so long.
        case relayUp(after: Duration)
    }

    /// The right of one message to go now. What it came to is reported with the grant, so that news from before the breaker
    /// opened is told from the probe's.
    package struct Grant: Sendable, Hashable {
        fileprivate let era: Int
    }

    private enum State {
        case closed(faults: Int)
        case open(until: Duration)
        case probing
        case ramping(window: Int, flying: Int)
    }

    /// The window at which ramping up ends.
    private static let fullWindow = 64

    private let settings: Settings
    private var state = State.closed(faults: 0)
    private var era = 0
    private var vainProbes = 0
    private var downSince: Duration?

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Whether one more message may go now.
    package func admits(at now: Duration) -> Bool {
        switch state {
        case .closed: true
        case .open(let until): now >= until
        case .probing: false
        case .ramping(let window, let flying): flying < window
        }
    }

    /// Lets one more message go; it is taken to be on its way until reported. nil while none may.
    package mutating func admit(at now: Duration) -> Grant? {
        guard admits(at: now) else { return nil }
        switch state {
        case .closed, .probing: break
        case .open: enter(.probing)
        case .ramping(let window, let flying): state = .ramping(window: window, flying: flying + 1)
        }
        return Grant(era: era)
    }

    /// When the next probe may go, nil unless the breaker is open.
    package var nextProbe: Duration? {
        guard case .open(let until) = state else { return nil }
        return until
    }

    /// Whether messages are held back for the relay's sake.
    package var isDown: Bool { downSince != nil }

    /// Whether one message is on its way to find out how the relay is.
    package var isProbing: Bool {
        if case .probing = state { return true }
        return false
    }

    /// The relay did its part for the message of `grant`, whatever became of the message.
    package mutating func succeeded(_ grant: Grant, at now: Duration) -> Event? {
        guard grant.era == era else { return nil }
        switch state {
        case .closed: state = .closed(faults: 0)
        case .open: break
        case .probing:
            let outage = downSince.map { now - $0 } ?? .zero
            (vainProbes, downSince) = (0, nil)
            enter(.ramping(window: 2, flying: 0))
            return .relayUp(after: outage)
        case .ramping(let window, let flying):
            if window >= Self.fullWindow {
                state = .closed(faults: 0)
            } else {
                state = .ramping(window: window + 1, flying: max(0, flying - 1))
            }
        }
        return nil
    }

    /// The relay failed the message of `grant`. `jitter` from 0 to 1 spreads the wait over its upper half.
    package mutating func failed(_ grant: Grant, at now: Duration, jitter: Double) -> Event? {
        guard grant.era == era else { return nil }
        switch state {
        case .open: return nil
        case .closed(let faults) where faults + 1 < settings.faultsToOpen:
            state = .closed(faults: faults + 1)
            return nil
        case .closed, .ramping:
            vainProbes = 0
            downSince = now
        case .probing:
            vainProbes += 1
        }
        let wait = wait(jitter: jitter)
        enter(.open(until: now + wait))
        return .relayDown(probeAfter: wait)
    }

    /// The message of `grant` never went: as if it had not been admitted.
    package mutating func returned(_ grant: Grant, at now: Duration) {
        guard grant.era == era else { return }
        switch state {
        case .probing: enter(.open(until: now))
        case .ramping(let window, let flying): state = .ramping(window: window, flying: max(0, flying - 1))
        case .closed, .open: break
        }
    }

    private mutating func enter(_ next: State) {
        era += 1
        state = next
    }

    private func wait(jitter: Double) -> Duration {
        let doublings = min(vainProbes, 20)
        let full = min(settings.longestWait, settings.firstWait * (1 << doublings))
        return full * (0.5 + 0.5 * min(max(jitter, 0), 1))
    }
}
