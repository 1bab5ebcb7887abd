import Glibc
import Synchronization

/// Standard output, a line at a time and never two mixed.
enum StandardOutput {
    private static let lock = Mutex(())
    private static let lost = Atomic<Int>(0)

    /// How many lines could not be written, whole or at all.
    static var dropped: Int { lost.load(ordering: .relaxed) }

    @Sendable static func write(_ line: String) {
        let isWritten = lock.withLock { _ in StandardStream.write(line, to: STDOUT_FILENO) }
        if !isWritten { lost.add(1, ordering: .relaxed) }
    }
}

/// Standard error, for what went wrong with a command.
enum StandardError {
    static func write(_ line: String) { _ = StandardStream.write(line, to: STDERR_FILENO) }
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

private enum StandardStream {
    /// Whether all of it was written.
    static func write(_ line: String, to descriptor: Int32) -> Bool {
        var line = line
        line.append("\n")
        return line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno != EINTR { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, written)))
            }
            return true
        }
    }
}
