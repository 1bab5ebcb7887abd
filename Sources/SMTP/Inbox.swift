import Mail
import Synchronization

/// One message on its way, with whoever waits for its end.
struct Submission: Sendable {
    var message: Message
    var sender: CheckedContinuation<Transmission, Never>
    /// A kept connection was dead under it once: it is not put back a second time.
    var isSecondTry = false
    /// Until when it may wait for its turn without being looked at anew; nil: for as long as it takes.
    var freshUntil: ContinuousClock.Instant?

    func isStale(at now: ContinuousClock.Instant) -> Bool { freshUntil.map { $0 <= now } ?? false }
}

/// A wish to know how far the relay can be used, with whoever waits for the answer.
struct ProbeRequest: Sendable {
    /// When to stop waiting for the relay.
    var deadline: ContinuousClock.Instant
    var asker: CheckedContinuation<Transmission.End, Never>
}

/// What came of the wish for a token.
struct TokenDelivery: Sendable {
    /// The connection that is to log in with it.
    var connection: Int
    var answer: TokenAnswer
}

/// Where other threads leave messages and wishes for the loop's thread: many at a time, with one wake-up.
final class Inbox: Sendable {
    /// What had come in since the last look.
    struct Batch {
        var deliveries: [Submission]
        var probes: [ProbeRequest]
        var tokens: [TokenDelivery]
        /// Set once the carrier closes.
        var closing: Closing?
    }

    /// The wish to end.
    struct Closing: Sendable {
        /// After it dialogues are cut; nil: they take what time they need.
        var deadline: ContinuousClock.Instant?
    }

    private struct State {
        var deliveries: [Submission] = []
        var probes: [ProbeRequest] = []
        var tokens: [TokenDelivery] = []
        var closing: Closing?
        var isOver = false
        var closers: [CheckedContinuation<Void, Never>] = []
        var isWakeUpUnderway = false
    }

    let multi: MultiHandle
    let sockets: SocketWatch
    private let state = Mutex(State())

    init() throws(RelayFault) {
        multi = try MultiHandle()
        sockets = try SocketWatch()
    }

    /// Leaves a message; false when the carrier is closing, and the message stays the caller's.
    func submit(_ delivery: Submission) -> Bool { leave { $0.deliveries.append(delivery) } }

    /// Leaves a wish for a probe; false when the carrier is closing.
    func submit(_ probe: ProbeRequest) -> Bool { leave { $0.probes.append(probe) } }

    /// Leaves a token, for which nobody waits any more when the carrier is closing.
    func submit(_ token: TokenDelivery) { _ = leave { $0.tokens.append(token) } }

    private func leave(_ change: (inout State) -> Void) -> Bool {
        let (isTaken, isAsleep) = state.withLock { state in
            guard state.closing == nil else { return (false, false) }
            change(&state)
            return (true, Self.wakes(&state))
        }
        if isAsleep { sockets.ring() }
        return isTaken
    }

    /// Asks the loop to end, dialogues to be cut at `deadline`; of several deadlines the earliest counts. `closer`, if any,
    /// is resumed when the loop has ended.
    func close(by deadline: ContinuousClock.Instant?, _ closer: CheckedContinuation<Void, Never>?) {
        let (isOver, isAsleep) = state.withLock { state in
            if state.isOver { return (true, false) }
            let earliest = [state.closing?.deadline, deadline].compactMap(\.self).min()
            state.closing = Closing(deadline: earliest)
            if let closer { state.closers.append(closer) }
            return (false, Self.wakes(&state))
        }
        if isAsleep { sockets.ring() }
        if isOver { closer?.resume() }
    }

    /// For the loop: takes what is there.
    func take() -> Batch {
        state.withLock { state in
            state.isWakeUpUnderway = false
            let batch = Batch(
                deliveries: state.deliveries, probes: state.probes, tokens: state.tokens, closing: state.closing)
            state.deliveries = []
            state.probes = []
            state.tokens = []
            return batch
        }
    }

    /// For the loop: it has ended. Everything was taken before, for closing lets nothing in.
    func finish() {
        let closers = state.withLock { state in
            state.isOver = true
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    private static func wakes(_ state: inout State) -> Bool {
        defer { state.isWakeUpUnderway = true }
        return !state.isWakeUpUnderway
    }
}
