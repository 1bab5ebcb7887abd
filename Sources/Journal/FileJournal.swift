import Glibc
import Mail
import Synchronization

/// The journal of one worker: an append-only file in its state directory, owned through a lock for as long as it lives.
///
/// One `write()` before a message's last bytes leave and one when its reply is read. Nothing is synced: what was written
/// survives the process, which is the failure that happens; after a power failure the newest lines may be missing, and
/// their messages count as never begun.
package final class FileJournal: Journal {
    /// What the worker before this one left behind.
    package let previous: Evidence

    private let path: String
    private let lock: FileDescriptor
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var file: FileDescriptor
        var size: Int
        var epoch: String?
        var outstanding: [Lease: Trace]
    }

    /// The size above which a file without outstanding evidence is emptied, and above four times of which it is rewritten.
    private static let roomyBytes = 256 * 1024

    /// Takes the directory for this process and reads what is there. Throws when another worker holds it, or when it
    /// cannot be written.
    package init(directory: String) throws(JournalFault) {
        path = directory + "/journal"
        lock = try FileDescriptor.open(directory + "/lock", flags: O_RDWR | O_CREAT)
        guard flock(lock.raw, LOCK_EX | LOCK_NB) == 0 else {
            throw JournalFault(
                "state directory \(directory): another worker holds it; stop that one or set state.directory to another"
            )
        }
        let file = try FileDescriptor.open(path, flags: O_RDWR | O_CREAT | O_APPEND)
        let bytes = try file.readAll()
        previous = Evidence(journal: bytes)
        state = Mutex(
            State(file: file, size: bytes.count, epoch: previous.epoch, outstanding: previous.traces))
    }

    /// Begins a new epoch. Of what was outstanding the rest is stored in the outbox and forgotten; `unsettled` stays until it is
    /// settled.
    package func restart(epoch: String, keeping unsettled: [Lease] = []) throws(JournalFault) {
        try state.withLock { state throws(JournalFault) in
            state.outstanding = state.outstanding.filter { unsettled.contains($0.key) }
            state.epoch = epoch
            try rewrite(&state)
        }
    }

    package func begin(_ lease: Lease) throws(JournalFault) {
        try state.withLock { state throws(JournalFault) in
            try append(.begun(lease), to: &state)
            state.outstanding[lease] = Trace(reply: nil)
        }
    }

    package func replied(_ lease: Lease, _ reply: Reply) {
        state.withLock { state in
            // A reply that cannot be written down is still settled from memory; only a kill before that leaves it in doubt.
            try? append(.replied(lease, reply), to: &state)
            state.outstanding[lease] = Trace(reply: reply)
        }
    }

    package func settled(_ leases: [Lease]) {
        state.withLock { state in
            for lease in leases { state.outstanding[lease] = nil }
            let isWorthIt =
                state.outstanding.isEmpty ? state.size > Self.roomyBytes : state.size > 4 * Self.roomyBytes
            // Compacting is thrift: when it fails, the longer file says the same.
            if isWorthIt { try? rewrite(&state) }
        }
    }

    /// Whether a line can be written now, found out by writing one that says nothing new: asked again while claims are
    /// stopped because a line could not be written.
    package func isWritable() -> Bool {
        state.withLock { state in
            guard let epoch = state.epoch else { return false }
            return (try? append(.epoch(epoch), to: &state)) != nil
        }
    }

    private func append(_ line: JournalLine, to state: inout State) throws(JournalFault) {
        let bytes = line.bytes
        guard let fault = state.file.append(bytes) else {
            state.size += bytes.count
            return
        }
        // Half a line must not become the beginning of the next one.
        ftruncate(state.file.raw, state.size)
        throw JournalFault(
            "journal \(path): \(fault); nothing is sent until it can be written: free space or mend the disk")
    }

    /// Writes epoch and outstanding evidence to a new file and puts it in the old one's place.
    private func rewrite(_ state: inout State) throws(JournalFault) {
        var bytes: [UInt8] = []
        if let epoch = state.epoch { bytes += JournalLine.epoch(epoch).bytes }
        for (lease, trace) in state.outstanding {
            bytes += JournalLine.begun(lease).bytes
            if let reply = trace.reply { bytes += JournalLine.replied(lease, reply).bytes }
        }
        let file = try FileDescriptor.open(path + ".new", flags: O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
        if let fault = file.append(bytes) {
            throw JournalFault("journal \(path).new: \(fault): free space or mend the disk")
        }
        guard fsync(file.raw) == 0, rename(path + ".new", path) == 0 else {
            throw JournalFault("journal \(path): \(FileDescriptor.lastError): free space or mend the disk")
        }
        state.file = file
        state.size = bytes.count
    }
}
