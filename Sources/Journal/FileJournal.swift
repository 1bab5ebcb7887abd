import Glibc
import Mail
import Platform
import Synchronization

/// The journal of one worker: an append-only file in its state directory, owned through a lock for as long as it lives.
///
/// One `write()` before a message's last bytes leave and one when its reply is read. Nothing is synced on that way: what was written
/// survives the process, which is the failure that happens; after a power failure the newest lines may be missing, and
/// their messages count as never begun.
package final class FileJournal: RecoverableJournal {
    /// What the worker before this one left behind.
    package let previous: JournalEntries

    let path: String
    let directory: String
    let state: Mutex<State>
    /// Held for a whole rewrite, by the thread that does it and no other.
    let rewriting = Mutex<Void>(())
    /// Told how far a rewrite has come, for tests.
    let onStep: @Sendable (RewriteStep) -> Void
    private let lock: FileDescriptor

    struct State: ~Copyable {
        var file: FileDescriptor
        var contents: JournalContents
        /// Replies that could not be written yet.
        var unwritten: [UInt8] = []
        /// Whether the file ends in half a line that could not be cut off.
        var isTorn = false
        /// Whether a thread is on its way to write the file anew.
        var isCompacting = false
    }

    /// Takes the directory for this process and reads what is there. Throws when another worker holds it, or when it
    /// cannot be written.
    package convenience init(directory: String) throws(JournalFault) { try self.init(directory: directory) { _ in } }

    init(directory: String, onStep: @escaping @Sendable (RewriteStep) -> Void) throws(JournalFault) {
        self.directory = directory
        self.onStep = onStep
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
        state = Mutex(State(file: file, contents: JournalContents(previous, size: bytes.count)))
    }

    /// Begins a new epoch. Of what was outstanding the rest is stored in the outbox and forgotten; `unsettled` stays until it is
    /// settled.
    package func restart(epoch: String, keeping unsettled: [Lease] = []) async throws(JournalFault) {
        let kept = Set(unsettled)
        let result: Result<Void, JournalFault> = await withCheckedContinuation { continuation in
            do throws(DetachedThread.Refused) {
                try DetachedThread.start {
                    continuation.resume(
                        returning: Result { () throws(JournalFault) in
                            try self.rewrite(epoch: epoch, keeping: kept.contains)
                        })
                }
            } catch {
                continuation.resume(returning: .failure(JournalFault("no thread to write the journal: \(error)")))
            }
        }
        try result.get()
    }

    package func begin(_ lease: Lease) throws(JournalFault) {
        try state.withLock { state throws(JournalFault) in
            try append(.begun(lease), to: &state)
            state.contents.begun(lease)
        }
    }

    package func replied(_ lease: Lease, _ reply: Reply) {
        state.withLock { state in
            // A reply that cannot be written down is still settled from memory, and written when a line can be; only a kill
            // before either leaves it in doubt.
            if (try? append(.replied(lease, reply), to: &state)) == nil {
                state.unwritten += JournalLine.replied(lease, reply).bytes
            }
            state.contents.replied(lease, reply)
        }
    }

    package func settled(_ leases: [Lease]) {
        let isDue = state.withLock { state in
            state.contents.settled(leases)
            guard !state.isCompacting, state.contents.isRewriteDue else { return false }
            state.isCompacting = true
            return true
        }
        if isDue { compact() }
    }

    /// Whether a line can be written now, found out by writing one that says nothing new: asked again while claims are
    /// stopped because a line could not be written.
    package func isWritable() -> Bool {
        state.withLock { state in
            guard let epoch = state.contents.epoch else { return false }
            return (try? append(.epoch(epoch), isNews: false, to: &state)) != nil
        }
    }

    /// The size of its file, in bytes.
    package var size: Int { state.withLock { $0.contents.size } }

    private func append(_ line: JournalLine, isNews: Bool = true, to state: inout State) throws(JournalFault) {
        if state.isTorn { try cut(&state) }
        let bytes = line.bytes
        guard let complaint = state.file.append(state.unwritten.isEmpty ? bytes : state.unwritten + bytes) else {
            state.contents.appended(state.unwritten)
            if isNews { state.contents.appended(bytes) } else { state.contents.appendedNothingNew(bytes.count) }
            state.unwritten = []
            return
        }
        state.isTorn = true
        try? cut(&state)
        throw fault(complaint)
    }

    /// Half a line must not become the beginning of the next one.
    private func cut(_ state: inout State) throws(JournalFault) {
        guard ftruncate(state.file.raw, off_t(state.contents.size)) == 0 else { throw fault(.last) }
        state.isTorn = false
    }

    func fault(_ complaint: Complaint) -> JournalFault {
        JournalFault(
            "journal \(path): \(complaint.text): nothing is sent until it can be written, then it goes on by itself: "
                + complaint.advice)
    }
}
