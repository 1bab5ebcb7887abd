import Mail
import Synchronization

/// Whether the journal can be written: while no line can be, nothing is claimed and nothing begins to leave, until one can be
/// again. The relay has no part in it.
final class JournalWatch: Sendable {
    private struct State {
        var fault: (reason: String, since: Duration)?
        var backAt: Duration?
    }

    private let journal: (any Journal)?
    private let telemetry: Telemetry
    private let time: Time
    private let claims: WakeUp
    private let loss = WakeUp()
    private let changes: WakeUp?
    private let state = Mutex(State())

    /// `wakeUp` rings when the journal is lost and when it is back: time to look what may be claimed. `changes` rings then too: time
    /// to tell others.
    init(
        _ journal: (any Journal)?, telemetry: Telemetry, time: Time, wakeUp: WakeUp, changes: WakeUp? = nil
    ) {
        self.changes = changes
        self.journal = journal
        self.telemetry = telemetry
        self.time = time
        claims = wakeUp
    }

    /// Why no line can be written; nil while one can be.
    var fault: String? { state.withLock { $0.fault?.reason } }

    /// The same as the database is told of it, under a name that no relay has: theirs end with a port.
    var outage: RelayOutage? {
        let now = time.now()
        return state.withLock { state in
            state.fault.map { RelayOutage(relay: "journal", lasted: now - $0.since, reason: $0.reason) }
        }
    }

    /// What became of a message: perhaps the journal refused its beginning.
    func heard(_ end: Transmission.End) {
        if case .broken(.notRecorded, _, let reason) = end { failed(reason) }
    }

    /// No line could be written: nothing leaves any more. Said once.
    func failed(_ reason: String) {
        let now = time.now()
        let isNews = state.withLock { state in
            defer { state.fault = state.fault ?? (reason, now) }
            return state.fault == nil
        }
        guard isNews else { return }
        telemetry.journalLost(reason)
        loss.ring()
        claims.ring()
        changes?.ring()
    }

    /// A line was written: mail goes on.
    func written() {
        let now = time.now()
        let away = state.withLock { state in
            defer { state.fault = nil }
            guard let fault = state.fault else { return Duration?.none }
            state.backAt = now
            return now - fault.since
        }
        guard let away else { return }
        telemetry.journalBack(after: away)
        claims.ring()
        changes?.ring()
    }

    /// Asks a journal that could not be written, less and less often, whether it can be now; until cancelled.
    func keepAsking() async {
        var backoff = Backoff(first: .milliseconds(250), longest: .seconds(10))
        while !Task.isCancelled {
            if fault == nil {
                await loss.wait(atMost: .seconds(3600), by: time)
                // A disk that is full again and again is asked, and told of, less often.
                if isWellForLong { backoff.reset() }
            } else {
                await time.sleep(backoff.next(jitter: time.jitter()))
                if let journal, journal.isWritable() { written() }
            }
        }
    }

    private var isWellForLong: Bool {
        let now = time.now()
        return state.withLock { state in state.backAt.map { now - $0 > .seconds(60) } ?? true }
    }
}
