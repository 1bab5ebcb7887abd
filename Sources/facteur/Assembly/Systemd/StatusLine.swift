import Mail
import Pipeline

/// A worker's line in `systemctl status`: what is wrong first, then what waits and how fast it goes.
enum StatusLine {
    static func text(_ health: Health) -> String {
        ([state(health)] + queue(health)).joined(separator: "; ")
    }

    private static func state(_ health: Health) -> String {
        if let fault = health.databaseFault { return "the database is away: \(fault)" }
        if let fault = health.journalFault { return "no mail goes out: \(fault)" }
        if let fault = health.leaseFault ?? health.settlementFault { return "no mail goes out: \(fault)" }
        if case .down(let reason) = health.relay { return "no mail goes out: \(reason)" }
        if case .partly(let reasons) = health.relay, health.phase == .running {
            return "delivers, but not by \(reasons)"
        }
        return switch health.phase {
        case .starting: "waits for the database"
        case .running: "delivers"
        case .stopping: "finishes what is leaving"
        case .stopped: "stopped"
        }
    }

    /// As the last look found it: an old number says more than none.
    private static func queue(_ health: Health) -> [String] {
        guard let queue = health.queue else { return [] }
        var parts = [
            Lane.allCases.map { "\(count(queue.waiting[$0] ?? 0)) \($0.rawValue)" }.joined(separator: ", ")
                + " waiting",
            "\(health.sentLastMinute) sent in the last minute",
        ]
        let inDoubt = queue.inDoubt.values.reduce(0, +)
        if inDoubt > 0 { parts.append("\(count(inDoubt)) in doubt: facteur resolve") }
        if !queue.parked.isEmpty {
            parts.append("\(queue.parked.map(\.family).sorted().joined(separator: ", ")) parked")
        }
        return parts
    }

    /// Counts end at a limit: beyond it nobody counts.
    private static func count(_ number: Int) -> String {
        number < QueueSurvey.most ? "\(number)" : "\(QueueSurvey.most) or more"
    }
}
