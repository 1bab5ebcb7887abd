import Mail
import Postgres

/// The queue for people: a table of all messages, then relays, workers, and what is stopped.
struct StatusReport {
    let lines: [String]

    init(_ status: QueueStatus) {
        let staging = StagingBanner(status.workers).lines
        var lines = staging + (staging.isEmpty ? [] : [""]) + Self.queue(status)
        lines += [""] + Self.relays(status.relays)
        let down = status.relays.filter { $0.downSince != nil }
        if !down.isEmpty { lines += [""] + Self.down(down) }
        lines += [""] + Self.workers(status.workers)
        let doubts = status.counts.filter { $0.inDoubt > 0 }
        if !doubts.isEmpty { lines += [""] + Self.doubts(doubts) }
        let held = status.counts.filter { $0.held > 0 }
        if !held.isEmpty { lines += [""] + Self.held(held) }
        if !status.parked.isEmpty { lines += [""] + Self.parked(status.parked) }
        if !status.newsletters.isEmpty { lines += [""] + Self.newsletters(status.newsletters) }
        if !status.paused.isEmpty { lines += ["", "paused: \(status.paused.joined(separator: ", "))"] }
        self.lines = lines
    }

    private static func queue(_ status: QueueStatus) -> [String] {
        var table = Table(
            "lane", "kind", "waiting", "oldest", "later", "retrying", "sending", "in doubt", "sent", "1 h", "24 h",
            "failed", "1 h", "24 h", "bounced", "1 h", "24 h", "complained", "1 h", "24 h", "other", "total")
        for counts in status.counts { table.add(cells(counts)) }
        let counted = status.counts.reduce(0) { $0 + $1.total }
        let sum =
            status.isWhole
            ? "\(status.messages) messages, all accounted for"
            // Counted by two statements: between them a message may have moved, so it is worth a second look before a worry.
            : "\(status.messages) messages, \(counted) accounted for: ask again, and if it stays so, report it"
        return (table.isEmpty ? [] : table.lines) + [sum]
    }

    private static func cells(_ counts: QueueStatus.KindCounts) -> [String] {
        let columns = ["sent", "failed", "bounced"]
        let others = counts.ended.filter { !columns.contains($0.key) }.sorted { $0.key < $1.key }
        var cells = [counts.lane.rawValue, counts.kind, String(counts.waiting), counts.oldestSeconds.map(age) ?? "-"]
        cells += [counts.later, counts.retrying, counts.sending, counts.inDoubt].map(String.init)
        for outcome in columns { cells += ended(counts.ended[outcome]) }
        cells += ended(counts.complained)
        cells.append(others.isEmpty ? "-" : others.map { "\($0.value.total) \($0.key)" }.joined(separator: ", "))
        cells.append(String(counts.total))
        return cells
    }

    /// In all, in the last hour, in the last day.
    private static func ended(_ ended: QueueStatus.KindCounts.Ended?) -> [String] {
        guard let ended else { return ["0", "0", "0"] }
        return [ended.total, ended.lastHour, ended.lastDay].map(String.init)
    }

    private static func relays(_ relays: [QueueStatus.Relay]) -> [String] {
        guard !relays.isEmpty else { return ["no relay was spoken to in the last hour"] }
        var table = Table("relay", "sent 1 h", "refused or failed 1 h", "last reply")
        for relay in relays { table.add([relay.name, String(relay.sent), String(relay.notSent), relay.lastReply]) }
        return table.lines
    }

    private static func down(_ relays: [QueueStatus.Relay]) -> [String] {
        var table = Table("relay down", "since", "as these workers find", "why")
        for relay in relays {
            table.add([
                relay.name, relay.downSince?.rfc3339Milliseconds ?? "-",
                relay.reportedBy?.joined(separator: ", ") ?? "-",
                relay.reason ?? "-",
            ])
        }
        return table.lines
    }

    private static func workers(_ workers: [QueueStatus.Worker]) -> [String] {
        guard !workers.isEmpty else { return ["no worker runs: facteur run"] }
        var table = Table("worker", "version", "since", "last heard of", "state")
        for worker in workers {
            table.add([
                "\(worker.host):\(worker.processID)", worker.version, worker.startedAt.rfc3339Milliseconds,
                "\(age(worker.heartbeatAgeSeconds)) ago", worker.isIdle ? "idle" : "busy",
            ])
        }
        return table.lines
    }

    private static func doubts(_ inDoubt: [QueueStatus.KindCounts]) -> [String] {
        var table = Table("in doubt", "lane", "messages", "oldest", "a person decides: facteur resolve")
        for counts in inDoubt {
            table.add([
                counts.kind, counts.lane.rawValue, String(counts.inDoubt), counts.oldestInDoubtSeconds.map(age) ?? "-",
            ])
        }
        return table.lines
    }

    private static func held(_ held: [QueueStatus.KindCounts]) -> [String] {
        var table = Table("held", "lane", "messages", "to let them go: facteur release")
        for counts in held { table.add([counts.kind, counts.lane.rawValue, String(counts.held)]) }
        return table.lines
    }

    private static func parked(_ domains: [QueueStatus.Parked]) -> [String] {
        var table = Table("parked domain", "until", "since", "in a row", "waiting", "why")
        for domain in domains {
            table.add([
                domain.family, domain.until.rfc3339Milliseconds, domain.since.rfc3339Milliseconds,
                String(domain.consecutiveParks),
                domain.waiting < QueueSurvey.most ? String(domain.waiting) : "\(domain.waiting) or more", domain.reason,
            ])
        }
        return table.lines
    }

    private static func newsletters(_ issues: [QueueStatus.Issue]) -> [String] {
        var table = Table("newsletter", "list", "from", "messages made")
        for issue in issues {
            table.add([issue.id, issue.list, issue.sendAt.rfc3339Milliseconds, String(issue.expanded)])
        }
        return table.lines
    }

    private static func age(_ seconds: Double) -> String { DurationText.text(.seconds(Int64(max(0, seconds)))) }
}
