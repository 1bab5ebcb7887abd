import Glibc
import Mail
import Platform
import Synchronization

/// How far a rewrite has come. A process that ends after any of these leaves a journal that says all that was written to it.
enum RewriteStep: Sendable, CaseIterable {
    /// A new file stands beside the old one, empty.
    case created
    /// It says what was outstanding when the rewrite began.
    case snapshotWritten
    /// So it does on the disk.
    case synced
    /// It says most of what was written to the old file meanwhile.
    case carried
    /// It says everything, and is the journal.
    case replaced
}

/// Writing the file anew, on threads of their own: a sync may last seconds, and neither who sends nor the shared pool can wait for it.
/// Lines go on being appended to the old file meanwhile; the lock is held for a few of them and the renaming alone.
extension FileJournal {
    /// The most bytes that are left to be carried over under the lock.
    private static let lastCarry = 4096

    /// Shortens the file. It is thrift: when it fails, the longer file says the same.
    func compact() {
        do throws(DetachedThread.Refused) {
            try DetachedThread.start {
                try? self.rewrite(epoch: nil) { _ in true }
                self.state.withLock { $0.isCompacting = false }
            }
        } catch {
            state.withLock { state in
                state.contents.abandonRewrite()
                state.isCompacting = false
            }
        }
    }

    /// Writes what is outstanding to a new file and puts it in the old one's place. Blocks until that is done.
    ///
    /// - Parameters:
    ///   - epoch: Of all that follows; nil for the one that is.
    ///   - isKept: What is outstanding and not kept is forgotten.
    func rewrite(epoch: String?, keeping isKept: (Lease) -> Bool) throws(JournalFault) {
        try rewriting.withLock { _ throws(JournalFault) in
            let snapshot = state.withLock { state in
                state.contents.beginRewrite(epoch: epoch ?? state.contents.epoch, keeping: isKept)
            }
            do throws(JournalFault) {
                try replaceFile(by: snapshot)
            } catch {
                // It would take the space that the next line needs.
                unlink(path + ".new")
                state.withLock { $0.contents.abandonRewrite() }
                throw error
            }
            onStep(.replaced)
            syncDirectory()
        }
    }

    private func replaceFile(by snapshot: Snapshot) throws(JournalFault) {
        var file = try FileDescriptor.open(path + ".new", flags: O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
        onStep(.created)
        var size = 0
        try append(snapshot.bytes, to: file, &size)
        onStep(.snapshotWritten)
        // Renaming a file that is not on the disk could, after a power failure, leave none of it.
        guard fsync(file.raw) == 0 else { throw fault(.last) }
        onStep(.synced)
        // A file that grows as fast as it is copied is not waited for for ever.
        for _ in 0..<8 {
            let carried = state.withLock { $0.contents.takeCarried() }
            try append(carried, to: file, &size)
            if carried.count <= Self.lastCarry { break }
        }
        onStep(.carried)
        try state.withLock { state throws(JournalFault) in
            try append(state.contents.takeCarried(), to: file, &size)
            guard rename(path + ".new", path) == 0 else { throw fault(.last) }
            swap(&state.file, &file)
            state.contents.endRewrite(size: size)
            state.isTorn = false
        }
        // The old file goes here, outside the lock: giving back its space may take a while.
    }

    private func append(_ bytes: [UInt8], to file: borrowing FileDescriptor, _ size: inout Int) throws(JournalFault) {
        if let complaint = file.append(bytes) { throw fault(complaint) }
        size += bytes.count
    }

    /// So that a power failure does not bring the old file back. What it says is still true then, but older.
    private func syncDirectory() {
        guard let folder = try? FileDescriptor.open(directory, flags: O_RDONLY | O_DIRECTORY) else { return }
        fsync(folder.raw)
    }
}
