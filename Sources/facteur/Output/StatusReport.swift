import Mail
import Postgres

/// The queue for people, on a screen of 80 columns: a verdict, then what waits by kind, what is stopped, relays, workers.
struct StatusReport {
    let lines: [String]

    init(_ status: QueueStatus, time: LocalTime = LocalTime()) {
        let verdict = QueueVerdict(status)
        var lines = Wrapping.lines(Self.verdict(verdict), indent: "  ") + [""] + Self.queue(status)
        for part in [
            StagingBanner(status.workers).lines, Self.held(status.counts),
            Self.noteworthy(status.noteworthy, time), Self.paused(status.paused, time),
            Self.parked(status.parked, time),
            Self.newsletters(status.newsletters, time), Self.troubles(status.troubles, time),
            Self.relays(status.relays, time), Self.quotas(status.quotas, time),
            Self.endpoints(status.endpoints, time), Self.workers(status.workers, time),
        ] where !part.isEmpty {
            lines += [""] + part
        }
        self.lines = lines
    }

    private static func verdict(_ verdict: QueueVerdict) -> String {
        let notes = verdict.notes.isEmpty ? "" : " (\(verdict.notes.joined(separator: ", ")))"
        return verdict.isWell ? "all is well\(notes)" : "look here: \(verdict.faults.joined(separator: "; "))\(notes)"
    }

    private static func queue(_ status: QueueStatus) -> [String] {
        var table = Table("kind", "waiting", "oldest", "later", "retry", "sending", "doubt", "sent", "failed")
        for counts in status.counts { table.add(cells(counts)) }
        let counted = status.counts.reduce(0) { $0 + $1.total }
        let sum =
            !status.isExact
            ? "about \(CountText.text(status.messages)) messages; facteur status --exact counts them all"
            : status.isWhole
                ? "\(status.messages) \(status.messages == 1 ? "message" : "messages"), all accounted for"
                // Counted by two statements: between them a message may have moved, so it is worth a second look before a worry.
                : "\(status.messages) messages, \(counted) accounted for: ask again, and if it stays so, report it"
        return (table.isEmpty ? [] : table.lines) + lately(status) + [sum]
    }

    private static func cells(_ counts: QueueStatus.KindCounts) -> [String] {
        func text(_ count: Int) -> String { CountText.text(count, isEstimate: counts.isEstimate) }
        // Of the last hour; the line below tells of the day, too.
        func lately(_ outcome: String) -> String { text(counts.ended[outcome]?.lastHour ?? 0) }
        let age = counts.oldestSeconds.map { DurationText.text(.seconds(Int64(max(0, $0)))) } ?? "-"
        return [Wrapping.shortened(counts.kind, to: 16), text(counts.waiting), age]
            + [counts.later, counts.retrying, counts.sending, counts.inDoubt].map(text) + [
                lately("sent"), lately("failed"),
            ]
    }

    /// What became of all kinds in the last hour and in the last day; and whom their readers called spam.
    private static func lately(_ status: QueueStatus) -> [String] {
        var totals: [String: QueueStatus.KindCounts.Ended] = [:]
        for counts in status.counts {
            for (outcome, ended) in counts.ended { totals[outcome, default: .init()] += ended }
            totals["complained", default: .init()] += counts.complained
        }
        let words = totals.filter { $0.value.lastDay > 0 }.sorted { $0.key < $1.key }.map { outcome, ended in
            let counts = [ended.lastHour, ended.lastDay].map { CountText.text($0, isEstimate: !status.isExact) }
            return "\(outcome) \(counts.joined(separator: "/"))"
        }
        return words.isEmpty
            ? [] : Wrapping.lines(words.joined(separator: ", "), first: "in 1h/24h: ", indent: "  ")
    }

    private static func noteworthy(_ messages: [QueueStatus.Noteworthy], _ time: LocalTime) -> [String] {
        messages.map { message in
            let word = message.state == "in_doubt" ? "in doubt" : message.state
            return
                "\(word.padded(to: 8))  \(message.id)  \(Wrapping.shortened(message.kind, to: 17)) \(time.text(message.at))"
        } + (messages.isEmpty ? [] : ["  facteur show ID says why"])
    }

    private static func held(_ counts: [QueueStatus.KindCounts]) -> [String] {
        let held = counts.filter { $0.held > 0 }
        return held.map { "held: \(CountText.text($0.held, isEstimate: $0.isEstimate)) of \($0.kind)" }
            + (held.isEmpty ? [] : ["  facteur release lets them go"])
    }

    private static func paused(_ pauses: [Pause], _ time: LocalTime) -> [String] {
        pauses.flatMap { pause in
            Wrapping.lines(
                "\(pause.name)\(pause.by.map { " by \($0)" } ?? "") since \(time.full(pause.since))"
                    + (pause.reason.map { ": \($0)" } ?? ""), first: "paused: ", indent: "  ") + ["  \(pause.remedy)"]
        }
    }

    private static func parked(_ domains: [QueueStatus.Parked], _ time: LocalTime) -> [String] {
        domains.flatMap { domain in
            Wrapping.lines(
                "\(domain.family) until \(time.full(domain.until)), \(CountText.text(domain.waiting)) waiting: \(domain.reason)",
                first: "parked domain: ", indent: "  ")
        }
    }

    private static func newsletters(_ issues: [QueueStatus.Issue], _ time: LocalTime) -> [String] {
        issues.flatMap { issue in
            Wrapping.lines(
                "\(issue.id) to \(issue.list), from \(time.text(issue.sendAt)), \(CountText.text(issue.expanded)) made",
                first: "newsletter: ", indent: "  ")
        }
    }

    private static func troubles(_ troubles: [QueueStatus.Trouble], _ time: LocalTime) -> [String] {
        troubles.flatMap { trouble in
            Wrapping.lines(
                "\(trouble.name) of \(trouble.worker) since \(time.full(trouble.since)): \(trouble.reason)",
                first: "in trouble: ", indent: "  ")
        }
    }

    private static func relays(_ relays: [QueueStatus.Relay], _ time: LocalTime) -> [String] {
        guard !relays.isEmpty else { return ["no relay was spoken to in the last hour"] }
        return relays.flatMap { relay -> [String] in
            let counts = "\(CountText.text(relay.sent)) sent, \(CountText.text(relay.notSent)) not, in 1 h"
            guard let since = relay.downSince else {
                return Wrapping.lines("relay \(relay.name): \(counts)")
                    + (relay.lastReply.isEmpty
                        ? [] : [Wrapping.shortened("  last reply: \(relay.lastReply)", to: Wrapping.width)])
            }
            let by = relay.reportedBy.map { ", as \($0.joined(separator: ", ")) finds" } ?? ""
            return Wrapping.lines(
                "relay down: \(relay.name) since \(time.full(since))\(by): \(relay.reason ?? "-"); \(counts)",
                indent: "  ")
        }
    }

    private static func quotas(_ quotas: [RelayQuota], _ time: LocalTime) -> [String] {
        quotas.flatMap { quota in
            let wait =
                quota.opens.map { "; all mail waits until \(time.full($0))" }
                ?? quota.bulkOpens.map { "; bulk mail waits until \(time.full($0))" } ?? ""
            return Wrapping.lines(
                "quota of \(quota.relay): \(CountText.text(quota.used)) of \(CountText.text(quota.perDay)) in 24 h\(wait)",
                indent: "  ")
        }
    }

    private static func endpoints(_ endpoints: [EndpointStatus], _ time: LocalTime) -> [String] {
        endpoints.flatMap { endpoint in
            let waiting =
                endpoint.behind == 0
                ? "told of all events"
                : "\(CountText.text(endpoint.behind)) events wait, the oldest "
                    + LocalTime.words(.seconds(endpoint.oldestSeconds ?? 0))
            let fault = endpoint.failingSince.map { since in
                "; takes none since \(time.full(since)), asked again \(time.distance(endpoint.nextAt)): \(endpoint.fault ?? "-")"
            }
            let missed = endpoint.missedAt.map { "; at \(time.text($0)) older ones were kept no longer" }
            return Wrapping.lines("endpoint \(endpoint.name): \(waiting)\(fault ?? "")\(missed ?? "")", indent: "  ")
        }
    }

    private static func workers(_ workers: [QueueStatus.Worker], _ time: LocalTime) -> [String] {
        guard !workers.isEmpty else { return ["no worker runs: facteur run"] }
        return workers.flatMap { worker in
            Wrapping.lines(
                "worker \(worker.name) \(worker.version), since \(time.text(worker.startedAt)), heard of "
                    + "\(LocalTime.words(.seconds(worker.heartbeatAgeSeconds))) ago, "
                    + (worker.isAlive ? worker.isIdle ? "idle" : "busy" : "silent"), indent: "  ")
        }
    }
}

extension QueueStatus.KindCounts.Ended {
    fileprivate static func += (sum: inout Self, part: Self) {
        sum.total += part.total
        sum.lastHour += part.lastHour
        sum.lastDay += part.lastDay
    }
}
