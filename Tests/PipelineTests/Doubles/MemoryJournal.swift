import Mail
import Synchronization

/// Keeps which leases it was told are stored, and is as writable as a test wants it.
final class MemoryJournal: RecoverableJournal {
    private let settled = Mutex<Set<Lease>>([])
    private let full = Mutex(false)
    let previous: JournalEntries

    init(previous: JournalEntries = JournalEntries()) { self.previous = previous }

    var settledLeases: Set<Lease> { settled.withLock { $0 } }

    var isFull: Bool {
        get { full.withLock { $0 } }
        set { full.withLock { $0 = newValue } }
    }

    func begin(_ lease: Lease) throws(JournalFault) {
        if isFull { throw JournalFault("journal: no space") }
    }
    func restart(epoch: String, keeping unsettled: [Lease]) {}
    func isWritable() -> Bool { !isFull }
    func replied(_ lease: Lease, _ reply: Reply) {}
    func settled(_ leases: [Lease]) { settled.withLock { $0.formUnion(leases) } }
}

/// Raised once.
final class Flag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
