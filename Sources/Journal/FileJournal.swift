import Glibc
import Mail
import Synchronization

/// The journal of one worker: an append-only file in its state directory, owned through a lock for as long as it lives.
///
/// One `write()` before a message's last bytes leave and one when its reply is read. Nothing is synced: what was written
/// survives the process, which is the failure that happens; after a power failure the newest lines may be missing, and
/// their messages count as never begun.
package final class FileJournal: RecoverableJournal {
    /// What the worker before this one left behind.
    package let previous: JournalEntries

    private let path: String
    private let lock: FileDescriptor
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var file: FileDescriptor
        var size: Int
        var epoch: String?
        var outstanding: [Lease: JournalEntry]
        /// Replies that could not be written yet.
        var unwritten: [UInt8] = []
        /// Whether the file ends in half a line that could not be cut off.
        var isTorn = false
        /// The size below which another rewrite is not tried.
        var patience = 0
    }

    /// The size above which a file without outstanding entries is emptied, and above four times of which it is rewritten.
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
        previous = JournalEntries(journal: bytes)
        // The end of a line is missing where the machine died; anything else was never written by this program.
        let isCut = bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
        guard previous.unreadableLines == (isCut ? 1 : 0) else {
            throw JournalFault(
                "journal \(path): a line of it cannot be read: start the newer version that wrote it, or, if it is "
                    + "damaged, move it away: what was just leaving may then go twice")
        }
        state = Mutex(
            State(file: file, size: bytes.count, epoch: previous.epoch, outstanding: previous.entries))
    }

    /// Begins a new epoch. Of what was outstanding the rest is stored in the outbox and forgotten; `unsettled` stays until it is
    /// settled.
    package func restart(epoch: String, keeping unsettled: [Lease] = []) throws(JournalFault) {
        try state.withLock { state throws(JournalFault) in
            let kept = Set(unsettled)
            try rewrite(&state, epoch: epoch, state.outstanding.filter { kept.contains($0.key) })
        }
    }

    package func begin(_ lease: Lease) throws(JournalFault) {
        try state.withLock { state throws(JournalFault) in
            try append(.begun(lease), to: &state)
            state.outstanding[lease] = JournalEntry(reply: nil)
        }
    }

    package func replied(_ lease: Lease, _ reply: Reply) {
        state.withLock { state in
            // A reply that cannot be written down is still settled from memory, and written when a line can be; only a kill
            // before either leaves it in doubt.
            if (try? append(.replied(lease, reply), to: &state)) == nil {
                state.unwritten += JournalLine.replied(lease, reply).bytes
            }
            state.outstanding[lease] = JournalEntry(reply: reply)
        }
    }

    package func settled(_ leases: [Lease]) {
        state.withLock { state in
            for lease in leases { state.outstanding[lease] = nil }
            let isWorthIt =
                state.outstanding.isEmpty ? state.size > Self.roomyBytes : state.size > 4 * Self.roomyBytes
            // Compacting is thrift: when it fails, the longer file says the same.
            guard isWorthIt, state.size > state.patience else { return }
            if (try? rewrite(&state, epoch: state.epoch, state.outstanding)) == nil {
                state.patience = state.size + Self.roomyBytes
            }
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
        if state.isTorn { try cut(&state) }
        let bytes = state.unwritten + line.bytes
        guard let complaint = state.file.append(bytes) else {
            state.size += bytes.count
            state.unwritten = []
            return
        }
        state.isTorn = true
        try? cut(&state)
        throw fault(complaint)
    }

    /// Half a line must not become the beginning of the next one.
    private func cut(_ state: inout State) throws(JournalFault) {
        guard ftruncate(state.file.raw, state.size) == 0 else { throw fault(.last) }
        state.isTorn = false
    }

    private func fault(_ complaint: Complaint) -> JournalFault {
        JournalFault(
            "journal \(path): \(complaint.text): nothing is sent until it can be written, then it goes on by itself: "
                + complaint.advice)
    }

    /// Writes epoch and outstanding entries to a new file and puts it in the old one's place.
    private func rewrite(
        _ state: inout State, epoch: String?, _ outstanding: [Lease: JournalEntry]
    ) throws(JournalFault) {
        var bytes: [UInt8] = []
        if let epoch { bytes += JournalLine.epoch(epoch).bytes }
        for (lease, entry) in outstanding {
            bytes += JournalLine.begun(lease).bytes
            if let reply = entry.reply { bytes += JournalLine.replied(lease, reply).bytes }
        }
        let file = try FileDescriptor.open(path + ".new", flags: O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
        var complaint = file.append(bytes)
        if complaint == nil, fsync(file.raw) != 0 || rename(path + ".new", path) != 0 { complaint = .last }
        if let complaint {
            // It would take the space that the next line needs.
            unlink(path + ".new")
            throw fault(complaint)
        }
        state = State(file: file, size: bytes.count, epoch: epoch, outstanding: outstanding)
    }
}
