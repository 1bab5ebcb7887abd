import Glibc
import Mail

/// An open file, closed when its owner goes.
struct FileDescriptor: ~Copyable, Sendable {
    let raw: Int32

    private init(raw: Int32) { self.raw = raw }

    deinit { close(raw) }

    /// Opens a file that only this user may read: it names messages.
    static func open(_ path: String, flags: Int32) throws(JournalFault) -> FileDescriptor {
        let raw = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard raw >= 0 else {
            let complaint = Complaint.last
            throw JournalFault("\(path): \(complaint.text): \(complaint.advice)")
        }
        return FileDescriptor(raw: raw)
    }

    /// The whole file, from its beginning.
    func readAll() throws(JournalFault) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = pread(raw, &chunk, chunk.count, all.count)
            guard count >= 0 else {
                throw JournalFault("reading the journal: \(Complaint.last.text): \(Complaint.last.advice)")
            }
            if count == 0 { return all }
            all += chunk[..<count]
        }
    }

    /// Appends in one `write()`; the complaint, when not all of it went.
    func append(_ bytes: [UInt8]) -> Complaint? {
        if bytes.isEmpty { return nil }
        var written = write(raw, bytes, bytes.count)
        while written < 0 && errno == EINTR { written = write(raw, bytes, bytes.count) }
        if written == bytes.count { return nil }
        // A write that fell short found no more room.
        return written < 0 ? .last : Complaint(errno: ENOSPC)
    }
}
