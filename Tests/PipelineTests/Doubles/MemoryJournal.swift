import Mail
import Synchronization

/// Keeps which leases it was told are stored.
final class MemoryJournal: Journal {
    private let settled = Mutex<Set<Lease>>([])

    var settledLeases: Set<Lease> { settled.withLock { $0 } }

    func begin(_ lease: Lease) throws(JournalFault) {}
    func replied(_ lease: Lease, _ reply: Reply) {}
    func settled(_ leases: [Lease]) { settled.withLock { $0.formUnion(leases) } }
}

/// Raised once.
final class Flag: Sendable {
    private let state = Mutex(false)

    var isRaised: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
