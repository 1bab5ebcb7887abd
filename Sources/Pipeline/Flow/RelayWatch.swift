import Mail
import Synchronization

/// The breaker between the desk and the relay: hears from every line, says how many messages may go, and tells when the
/// relay goes down and comes back.
final class RelayWatch: Sendable {
    private struct State {
        var breaker = Breaker()
        var fault = ""
    }

    private let telemetry: Telemetry
    private let time: Time
    private let bell: Bell
    private let state = Mutex(State())

    /// `bell` rings when the relay's state changed: time to look what may be claimed.
    init(telemetry: Telemetry, time: Time, bell: Bell) {
        self.telemetry = telemetry
        self.time = time
        self.bell = bell
    }

    /// How long nothing may go; nil while something may.
    var shut: Duration? {
        let now = time.now()
        return state.withLock { state in
            state.breaker.nextProbe.flatMap { $0 > now ? $0 - now : nil }
        }
    }

    var health: Health.Relay { state.withLock { $0.breaker.isDown ? .down($0.fault) : .up } }

    /// Leave for at most `wanted` messages; each is reported to `heard` with the grant.
    func admit(_ wanted: Int) -> Breaker.Grant {
        let now = time.now()
        return state.withLock { $0.breaker.admit(wanted, at: now) }
    }

    /// What became of one message of a grant, as far as the relay is concerned.
    func heard(_ news: RelayNews, for grant: Breaker.Grant) {
        let now = time.now()
        let jitter = (time.jitter() + 1) / 2
        let (event, wasDown) = state.withLock { state -> (Breaker.Event?, Bool) in
            let wasDown = state.breaker.isDown
            switch news {
            case .none:
                state.breaker.returned(grant, at: now)
                return (nil, wasDown)
            case .works:
                return (state.breaker.succeeded(grant, at: now), wasDown)
            case .fails(_, let reason):
                state.fault = reason
                return (state.breaker.failed(grant, at: now, jitter: jitter), wasDown)
            }
        }
        // A vain probe is no news.
        if let event { tell(event, news, isNews: !wasDown) }
    }

    private func tell(_ event: Breaker.Event, _ news: RelayNews, isNews: Bool) {
        switch (event, news) {
        case (.relayUp, .works(let relay)): telemetry.relayUp(relay)
        case (.relayDown, .fails(let relay, let reason)): if isNews { telemetry.relayDown(relay, reason) }
        default: return
        }
        bell.ring()
    }
}
