import Mail

/// A queue's state in one line: whether somebody must act, and why.
package struct QueueVerdict: Sendable, Hashable, Encodable {
    /// Whether nobody need act: the exit code of `facteur status --check`.
    package var isWell: Bool
    /// What is wrong, the worst first; each a few words.
    package var faults: [String]
    /// What is worth knowing, and somebody's will or nobody's fault.
    package var notes: [String]

    /// How long a due transactional message may wait while all is well.
    package static let patience: Duration = .seconds(300)

    package init(_ status: QueueStatus) {
        var faults = Self.workers(status) + Self.relays(status)
        faults += status.troubles.map { "the journal of \($0.worker) cannot be written" }
        faults += status.paused.filter(\.isAutomatic).map { "\($0.name) has paused itself" }
        let doubts = status.counts.reduce(0) { $0 + $1.inDoubt }
        if doubts > 0 { faults.append("\(Self.messages(doubts)) in doubt for a person") }
        faults += Self.late(status)
        faults += status.endpoints.filter(\.isFailing).map { "the endpoint \($0.name) takes no events" }
        var notes = status.paused.filter { !$0.isAutomatic }.map { "\($0.name) is paused" }
        notes += status.parked.map { "\($0.family) is parked" }
        notes += status.endpoints.filter { $0.failures > 0 && !$0.isFailing }.map { "events for \($0.name) wait" }
        let failed = status.counts.reduce(0) { $0 + ($1.ended["failed"]?.lastHour ?? 0) }
        if failed > 0 { notes.append("\(Self.messages(failed)) failed in the last hour") }
        if !status.isExact { notes.append("large counts are estimates") }
        self.faults = faults
        self.notes = notes
        isWell = faults.isEmpty
    }

    private static func workers(_ status: QueueStatus) -> [String] {
        let dead = status.workers.filter { !$0.isAlive }
        if status.workers.count == dead.count { return ["no worker runs"] }
        return dead.map { "worker \($0.name) is silent" }
    }

    private static func relays(_ status: QueueStatus) -> [String] {
        let down = status.relays.filter { $0.downSince != nil }
        return down.map { "relay \($0.name) is down" }
    }

    /// Mail that a person waits for, due for long though nothing stops it.
    private static func late(_ status: QueueStatus) -> [String] {
        let stopped = Set(status.paused.map(\.name))
        let late = status.counts.filter { counts in
            counts.lane == .transactional && !stopped.contains(counts.kind) && !stopped.contains("transactional")
                && (counts.oldestSeconds ?? 0) > patience.inSeconds && status.parked.isEmpty
        }
        return late.map { "\($0.kind) has been due for too long" }
    }

    private static func messages(_ count: Int) -> String { count == 1 ? "1 message" : "\(count) messages" }
}
