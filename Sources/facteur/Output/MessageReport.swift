import Mail
import Postgres

/// One message for people: what it is, why it is where it is, and its life in order. Fits 80 columns, but for what is to be copied whole.
struct MessageReport {
    let lines: [String]

    /// - Parameters:
    ///   - domain: Of the sender's address, which ends the Message-ID; nil where the settings here do not name it.
    ///   - judge: What a reply means, in one sentence; nil where its code says all.
    init(
        _ life: MessageLife, domain: String? = nil, time: LocalTime = LocalTime(),
        judge: (DeliveryRecord) -> String? = { _ in nil }
    ) {
        lines =
            Self.facts(life, domain, time) + [""] + Self.standing(life, time) + Self.attempts(life, time, judge)
            + Self.reports(life.reports, time) + Self.changes(life.changes, time)
    }

    private static func facts(_ life: MessageLife, _ domain: String?, _ time: LocalTime) -> [String] {
        var facts = Table("message", life.id)
        facts.add(["state", life.state.replacing("_", with: " ")])
        facts.add(["kind", "\(life.kind), \(life.lane.rawValue) lane, \(life.locale)"])
        facts.add(["recipient", life.recipientName.map { "\($0) <\(life.recipient)>" } ?? life.recipient])
        if let id = MessageID(life.id) { facts.add(["Message-ID", "<\(id.compact)@\(domain ?? "…")>"]) }
        facts.add(["enqueued", time.full(life.enqueuedAt)])
        if life.dueAt > life.enqueuedAt { facts.add(["due", time.full(life.dueAt)]) }
        if let moment = life.expiresAt { facts.add(["expires", time.full(moment)]) }
        if let moment = life.endedAt { facts.add(["ended", time.full(moment)]) }
        for (name, value) in [
            ("newsletter", life.newsletter), ("dedup key", life.dedupKey), ("supersede key", life.supersedeKey),
        ] {
            if let value { facts.add([name, value]) }
        }
        facts.add(["parameters", life.parameters + (life.hasSecrets ? " and secret ones" : "")])
        for (index, file) in life.attachments.enumerated() {
            facts.add([index == 0 ? "attachments" : "", "\(file.name), \(file.mediaType), \(ByteSize.text(file.size))"])
        }
        if life.hasAttachments, life.attachments.isEmpty { facts.add(["attachments", "deleted when it had ended"]) }
        return facts.lines.flatMap { line in
            let label = String(line.prefix(15))
            return line.count <= Wrapping.width
                ? [line]
                : Wrapping.lines(
                    String(line.dropFirst(15)), first: label, indent: String(repeating: " ", count: 15))
        }
    }

    private static func standing(_ life: MessageLife, _ time: LocalTime) -> [String] {
        switch life.state {
        case "waiting":
            return life.waitsFor.enumerated().flatMap { index, obstacle in
                Wrapping.lines(obstacle.text(time), first: index == 0 ? "It waits: " : "and also: ", indent: "  ")
                    + (obstacle.remedy.map { ["  \($0)"] } ?? [])
            }
        case "held":
            return Wrapping.lines(
                "It is held: delivery.mode is hold, and delivery.allow does not name the recipient.", indent: "  ")
                + ["  facteur release \(life.id)"]
        case "sending":
            return ["Attempt \(life.attempt ?? 1) is under way, by \(life.worker ?? "a worker that is gone")."]
        case "in_doubt":
            let reply = life.attempts.last { $0.outcome == "in_doubt" }?.fullReply ?? "the log of its attempts is gone"
            return Wrapping.lines("Nobody knows whether the relay took it: \(reply).", indent: "  ")
                + Wrapping.lines("The relay's own log tells: look for the Message-ID. Then", indent: "  ")
                + ["  facteur resolve \(life.id) --sent or --resend"]
        default:
            return EndingText(life: life, time: time).sentences.flatMap { Wrapping.lines($0, indent: "  ") }
        }
    }
}

extension MessageReport {
    private static func attempts(
        _ life: MessageLife, _ time: LocalTime, _ judge: (DeliveryRecord) -> String?
    ) -> [String] {
        guard !life.attempts.isEmpty else {
            return life.endedAt == nil && life.state == "waiting" ? ["", "no attempt yet"] : []
        }
        return life.attempts.flatMap { [""] + attempt($0, time, judge) }
    }

    private static func attempt(
        _ record: DeliveryRecord, _ time: LocalTime, _ judge: (DeliveryRecord) -> String?
    ) -> [String] {
        let title = record.isLate ? "late" : "attempt \(record.attempt)"
        var lines = Wrapping.lines(
            "\(title)  \(time.text(record.at))  \(record.outcomeInWords)"
                + (record.relay.map { " by \($0)" } ?? ""), indent: "  ")
        lines += Wrapping.lines(
            Wrapping.shortened(record.fullReply, to: 400), first: "  reply    ", indent: "           ")
        if let sentence = judge(record) {
            lines += Wrapping.lines(sentence, first: "  meaning  ", indent: "           ")
        }
        let times = [
            ("queued", record.queuedMilliseconds), ("rendered", record.renderMilliseconds),
            ("connected", record.connectMilliseconds), ("smtp", record.dialogueMilliseconds),
        ].filter { $0.1 > 0 }
        if !times.isEmpty {
            let words = times.map { "\($0.0) \(LocalTime.words(.milliseconds($0.1)))" }.joined(separator: ", ")
            lines.append("  time     " + words)
        }
        if let next = record.nextAttemptAt { lines.append("  next     \(time.text(next))") }
        return lines
    }

    private static func reports(_ reports: [ReportRecord], _ time: LocalTime) -> [String] {
        reports.flatMap { report -> [String] in
            ["", "\(report.event)  \(time.text(report.at))  by \(report.source)"]
                + Wrapping.lines(
                    "\(report.reporter ?? "-"): \(report.fullReply)", first: "  reply    ", indent: "           ")
        }
    }

    private static func changes(_ changes: [AuditRecord], _ time: LocalTime) -> [String] {
        guard !changes.isEmpty else { return [] }
        return [""]
            + changes.flatMap { change in
                Wrapping.lines(
                    "\(change.action)  \(time.text(change.at))  by \(change.author): \(change.effect)"
                        + (change.reason.map { " (\($0))" } ?? ""), indent: "  ")
            }
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
}
