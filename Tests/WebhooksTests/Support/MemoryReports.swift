import Mail
import Synchronization

/// Reports in memory, each once; can be lost.
final class MemoryReports: ReportStore {
    struct Taken: Sendable, Hashable {
        let report: Report
        let source: String
        let key: String
        let suppress: Bool
    }

    private struct State {
        var taken: [Taken] = []
        var isLost = false
        var room = Int.max
        var isNextLocked = false
    }

    private let state = Mutex(State())

    var taken: [Taken] { state.withLock { $0.taken } }

    func lose() { state.withLock { $0.isLost = true } }
    func find() { state.withLock { $0.isLost = false } }
    /// Of the next report a worker has the message in its hands.
    func lockOnce() { state.withLock { $0.isNextLocked = true } }
    /// Is lost once it holds so many.
    func lose(after count: Int) { state.withLock { $0.room = count } }

    func take(
        _ report: Report, source: String, key: String, suppress: Bool
    ) async throws(OutboxError) -> ReportEffect {
        let isLocked = state.withLock { state in
            defer { state.isNextLocked = false }
            return state.isNextLocked
        }
        if isLocked { throw .locked("database: a lock stood in the way") }
        let effect: ReportEffect? = state.withLock { state in
            guard !state.isLost else { return nil }
            if state.taken.contains(where: { $0.source == source && $0.key == key }) { return ReportEffect(.known) }
            guard state.taken.count < state.room else { return nil }
            state.taken.append(Taken(report: report, source: source, key: key, suppress: suppress))
            return ReportEffect(report.references.messages.isEmpty ? .unknown : .bounced)
        }
        guard let effect else { throw .unavailable("database: away") }
        return effect
    }
}
