import Glibc

/// Standard output.
enum StandardOutput {
    private static let stream = LineStream(STDOUT_FILENO)

    static var dropped: Int { stream.dropped }

    @Sendable static func write(_ line: String) { stream.write(line) }

    @Sendable static func together(_ body: () -> Void) { stream.together(body) }
}

/// Standard error, for what went wrong with a command.
enum StandardError {
    private static let stream = LineStream(STDERR_FILENO)

    static func write(_ line: String) { stream.write(line) }
}

/// Standard input, whole.
enum StandardInput {
    /// Everything up to its end; nil when it cannot be read.
    static func all() -> [UInt8]? {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return all }
            all += chunk[..<count]
        }
    }
}
