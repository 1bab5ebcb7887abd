import Glibc
import Synchronization

/// How far a long command has come, on standard error, for a person who watches: into a file or a pipe it writes nothing.
final class ProgressBar: Sendable {
    private static let width = 30

    private let total: Int?
    private let isSeen = isatty(STDERR_FILENO) == 1
    private let shown = Mutex<Int?>(nil)

    /// `total` in any unit; nil where it is not known, and then there is no bar.
    init(total: Int?) { self.total = total }

    func show(_ done: Int) {
        guard isSeen, let total, total > 0 else { return }
        let percent = min(100, done * 100 / total)
        let isNews = shown.withLock { shown in
            defer { shown = percent }
            return shown != percent
        }
        guard isNews else { return }
        let filled = percent * Self.width / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
        write("\r\(bar) \(percent) %")
    }

    /// Makes room for another line.
    func clear() {
        let wasShown = shown.withLock { shown in
            defer { shown = nil }
            return shown != nil
        }
        if wasShown { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { text.withCString { _ = Glibc.write(STDERR_FILENO, $0, strlen($0)) } }
}
