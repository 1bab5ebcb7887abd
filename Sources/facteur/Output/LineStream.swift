import Glibc
import Synchronization

/// A descriptor that takes lines, each whole and never two mixed.
final class LineStream: Sendable {
    /// Lines that are not written yet, and how many callers of `together` will write more.
    private struct Pending {
        var lines = ""
        var count = 0
        var callers = 0
    }

    private let descriptor: Int32
    private let pending = Mutex(Pending())
    private let lost = Atomic<Int>(0)

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// How many lines could not be written, whole or at all.
    var dropped: Int { lost.load(ordering: .relaxed) }

    func write(_ line: String) {
        pending.withLock { pending in
            pending.lines += line
            pending.lines += "\n"
            pending.count += 1
            if pending.callers == 0 || pending.lines.utf8.count >= 64 * 1024 { put(&pending) }
        }
    }

    /// Writes the lines of `body` at once, and what others write meanwhile with them: hundreds cost a few calls of the kernel's.
    func together(_ body: () -> Void) {
        pending.withLock { $0.callers += 1 }
        body()
        pending.withLock { pending in
            pending.callers -= 1
            if pending.callers == 0, pending.count > 0 { put(&pending) }
        }
    }

    private func put(_ pending: inout Pending) {
        if !Self.isWritten(&pending.lines, to: descriptor) { lost.add(pending.count, ordering: .relaxed) }
        pending.lines.removeAll(keepingCapacity: pending.callers > 0)
        pending.count = 0
    }

    private static func isWritten(_ text: inout String, to descriptor: Int32) -> Bool {
        text.withUTF8 { bytes in
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
