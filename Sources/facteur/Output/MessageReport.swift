import Mail
import Postgres

/// One message for people.
struct MessageReport {
    let lines: [String]

    init(_ life: MessageLife) {
        var facts = Table("message", life.id)
        facts.add(["state", Self.state(life)])
        facts.add(["kind", "\(life.kind), \(life.lane.rawValue) lane, \(life.locale)"])
        facts.add(["recipient", life.recipientName.map { "\($0) <\(life.recipient)>" } ?? life.recipient])
        facts.add(["parameters", life.parameters + (life.hasSecrets ? " and secret ones" : "")])
        facts.add(["enqueued", life.enqueuedAt.rfc3339Milliseconds])
        if life.dueAt > life.enqueuedAt { facts.add(["due", life.dueAt.rfc3339Milliseconds]) }
        if let moment = life.expiresAt { facts.add(["expires", moment.rfc3339Milliseconds]) }
        if let moment = life.endedAt { facts.add(["ended", moment.rfc3339Milliseconds]) }
        for (name, value) in [
            ("newsletter", life.newsletter), ("dedup key", life.dedupKey), ("supersede key", life.supersedeKey),
        ] {
            if let value { facts.add([name, value]) }
        }
        lines = facts.lines + [""] + Self.attempts(life.attempts) + Self.reports(life.reports)
    }

    /// The state, and what a message that has not ended waits for.
    private static func state(_ life: MessageLife) -> String {
        switch life.state {
        case "waiting":
            if let parked = life.parked {
                "waiting for attempt \(life.attempt ?? 1): \(text(parked))"
            } else if let moment = life.nextAttemptAt, moment > .now {
                "waiting for attempt \(life.attempt ?? 1) at \(moment.rfc3339Milliseconds)"
            } else {
                "due, waiting for a worker"
            }
        case "held":
            "held: delivery.mode is hold, and delivery.allow does not name the recipient: facteur release \(life.id)"
        case "sending": "sending, attempt \(life.attempt ?? 1), by \(life.worker ?? "a worker that is gone")"
        case "in_doubt":
            "in doubt, attempt \(life.attempt ?? 1): \(doubt(life.attempts)). "
                + "Whether the relay took it, its log tells; then facteur resolve \(life.id) --sent or --resend"
        case "bounced": "bounced" + (life.reports.last { $0.effect == "bounced" }.map(said) ?? "")
        default: life.state
        }
    }

    /// Who refused it, and with which words.
    private static func said(_ report: ReportRecord) -> String {
        [report.fullReply, report.reporter.map { "says \($0)" } ?? ""].filter { !$0.isEmpty }.reduce(into: ":") {
            $0 += ($0 == ":" ? " " : ", ") + $1
        }
    }

    private static func text(_ parked: MessageLife.Parked) -> String {
        let until =
            parked.until > .now
            ? "is parked until \(parked.until.rfc3339Milliseconds)" : "was parked, and one message is about to probe it"
        return "\(parked.family) \(until) (\(parked.reason))"
    }

    /// Why nobody knows: what the delivery log says of the last attempt that ended so.
    private static func doubt(_ attempts: [DeliveryRecord]) -> String {
        attempts.last { $0.outcome == "in_doubt" }?.fullReply ?? "the log of its attempts is gone"
    }

    private static func attempts(_ attempts: [DeliveryRecord]) -> [String] {
        guard !attempts.isEmpty else { return ["no attempt yet"] }
        var table = Table(
            "attempt", "at", "outcome", "relay", "queued", "render", "connect", "smtp", "reply")
        for record in attempts {
            let times = [
                record.queuedMilliseconds, record.renderMilliseconds, record.connectMilliseconds,
                record.dialogueMilliseconds,
            ]
            table.add(
                [
                    String(record.attempt), record.at.rfc3339Milliseconds, record.outcomeInWords,
                    record.relay ?? "-",
                ] + times.map { "\($0) ms" } + [record.fullReply])
        }
        return table.lines
    }
}

extension MessageReport {
    private static func reports(_ reports: [ReportRecord]) -> [String] {
        guard !reports.isEmpty else { return [] }
        var table = Table("report", "at", "from", "by", "reply")
        for report in reports {
            table.add([
                report.event, report.at.rfc3339Milliseconds, report.reporter ?? "-", report.source, report.fullReply,
            ])
        }
        return [""] + table.lines
    }
}

extension ReportRecord {
    /// `550 5.1.1 User unknown`; as much of it as the report has.
    var fullReply: String { Report.words(code: code, enhanced: enhanced, text: reply) }
}

extension DeliveryRecord {
    /// The log event's word, and what it leaves open: whether the attempt counts, whether it goes again.
    var outcomeInWords: String {
        let word =
            switch outcome {
            case "postponed": "deferred, attempt not counted"
            case "in_doubt": "in doubt, kept for a person"
            case "held": "held, attempt not counted"
            case "resend": "in doubt, sent again"
            default: outcome
            }
        return word + (isLate ? " (late)" : "")
    }

    /// `451 4.7.1 Later`.
    var fullReply: String {
        ([code.map(String.init), enhanced].compactMap { $0 } + [reply]).joined(separator: " ")
    }
}
