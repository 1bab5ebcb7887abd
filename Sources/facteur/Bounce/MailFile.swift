import Glibc
import Reports

/// A mail in a file or a pipe, read up to what is looked at at all.
enum MailFile {
    /// The mail at a path; nil when it has gone meanwhile.
    static func read(_ path: String) throws(CommandError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .failed("bounce: \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        return try read(descriptor, name: path)
    }

    /// All that a descriptor has to read. Of a mail too large for a report the rest is read and left: whoever writes into the pipe is to
    /// come to the end.
    static func read(_ descriptor: Int32, name: String) throws(CommandError) -> [UInt8] {
        var octets: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .failed("bounce: \(name): \(String(cString: strerror(errno)))") }
            guard count > 0 else { return octets }
            if octets.count <= Refusal.largest { octets += piece[..<count] }
        }
    }
}
