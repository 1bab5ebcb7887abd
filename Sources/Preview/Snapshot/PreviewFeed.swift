import Synchronization

/// The newest snapshot: a watcher publishes it, pages show it and wait for the next.
package final class PreviewFeed: Sendable {
    private struct State {
        var snapshot: PreviewSnapshot
        var number = 0
        var waiting = 0
        var isClosed = false
    }

    private let state: Mutex<State>
    /// Tells this feed's versions from those of a server that ran before it.
    private let name = Nonce.fresh()

    package init(_ snapshot: PreviewSnapshot) { state = Mutex(State(snapshot: snapshot)) }

    /// Takes the place of the last one; whoever waits is answered.
    package func publish(_ snapshot: PreviewSnapshot) {
        state.withLock {
            $0.snapshot = snapshot
            $0.number += 1
        }
    }

    /// Lets nobody wait any longer, so that a server can stop.
    func close() { state.withLock { $0.isClosed = true } }

    /// How many pages wait.
    var waiting: Int { state.withLock(\.waiting) }

    var latest: (snapshot: PreviewSnapshot, version: String) {
        state.withLock { ($0.snapshot, "\(name)-\($0.number)") }
    }

    /// The version in force, as soon as it is another than the given one; the same when it stays so for a while. Looks
    /// again and again: its readers are a handful of pages on the same machine.
    func version(after known: String?, atMost timeout: Duration) async -> String {
        state.withLock { $0.waiting += 1 }
        defer { state.withLock { $0.waiting -= 1 } }
        let deadline = ContinuousClock.now + timeout
        while latest.version == known, !state.withLock(\.isClosed), ContinuousClock.now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(50))
        }
        return latest.version
    }
}

/// Words that nobody can guess.
enum Nonce {
    /// 128 random bits, as hexadecimal digits.
    static func fresh() -> String {
        var random = SystemRandomNumberGenerator()
        return String(random.next(), radix: 16) + String(random.next(), radix: 16)
    }
}
