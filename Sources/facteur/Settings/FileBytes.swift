import Glibc

/// The bytes of a file, or of a pipe: what a shell makes of `<(...)` has no size, and is read once.
enum FileBytes {
    /// Why there are none.
    struct Unreadable: Error, Sendable, Hashable {
        /// The number of the system's error.
        let code: Int32

        var isMissing: Bool { code == ENOENT || code == ENOTDIR }
        /// Whether another user could read it.
        var isDenied: Bool { code == EACCES || code == EPERM }
        /// In the system's words.
        var reason: String { String(cString: strerror(code)) }
    }

    static func read(_ path: String) throws(Unreadable) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(code: errno) }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Unreadable(code: errno) }
            if count == 0 { return all }
            all += chunk[..<count]
        }
    }
}

/// Whoever runs this program.
enum Caller {
    /// The user's name; the number of one that has none.
    static var name: String {
        let number = geteuid()
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        guard getpwuid_r(number, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name
        else {
            return "user \(number)"
        }
        return String(cString: name)
    }
}
