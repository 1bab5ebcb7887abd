import Mail

/// What all connections of one loop share. Used by the loop's thread alone.
final class LoopContext {
    let journal: any Journal
    let leases: any HandoverGuard
    let timeouts: SMTPTimeouts
    /// One moment for everything that happens between two waits.
    var now = ContinuousClock.now
    /// Holds at least one TLS record, so that a read leaves nothing that no poll would see.
    var buffer = [UInt8](repeating: 0, count: 32 * 1024)
    /// Messages for which there is no connection yet.
    var waiting = SendQueue()
    /// Which message goes behind the one that a connection is about to send; nil where none does.
    var follower: (Connection) -> Submission? = { _ in nil }

    init(journal: any Journal, leases: any HandoverGuard, timeouts: SMTPTimeouts) {
        self.journal = journal
        self.leases = leases
        self.timeouts = timeouts
    }
}
