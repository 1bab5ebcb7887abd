import Mail
import Postgres

/// Why a message ended as it did, and what an operator can do about that.
struct EndingText {
    let life: MessageLife
    let time: LocalTime

    /// Sentences, the reason first.
    var sentences: [String] {
        switch life.state {
        case "failed": failed
        case "expired": [expired]
        case "superseded": [superseded]
        case "cancelled": [cancelled]
        case "suppressed": suppressed
        case "bounced": [bounced]
        case "limited": [limited]
        case "sent": sent
        default: []
        }
    }

    private var failed: [String] {
        let said = life.attempts.last { !$0.isLate }.map { "The last attempt's reply was \"\($0.fullReply)\"." }
        let remedy =
            life.hasSecrets
            ? "Its secret parameters are deleted: the application enqueues it anew."
            : "Once the reason is gone: facteur retry \(life.id)"
        return [said ?? "The log of its attempts is gone.", remedy]
    }

    private var expired: String {
        let moment = life.expiresAt.map { " at \(time.text($0))" } ?? ""
        return
            "Its link or its news would have been dead\(moment) before it could arrive. The application may enqueue a new one."
    }

    private var superseded: String {
        life.ending?.supersededBy.map { "A newer message with the same key took its place: facteur show \($0)" }
            ?? "A newer message with the same key took its place, and is removed by now."
    }

    private var cancelled: String {
        if let change = change("cancel") { return "Taken back by \(words(change))." }
        if let moment = life.ending?.issueCancelledAt {
            return "Its issue was cancelled at \(time.full(moment)): facteur audit tells by whom."
        }
        return "Taken back by its application (facteur.cancel)."
    }

    private var suppressed: [String] {
        if let entry = life.ending?.suppression {
            let what = entry.scope == "all" ? "no mail" : "no newsletters"
            return [
                "The address gets \(what) since \(time.full(entry.since)), by \(entry.source): \(entry.reason).",
                "To send to it again: facteur unsuppress \(life.recipient); then the application enqueues it anew.",
            ]
        }
        if let reader = life.ending?.reader, reader.status != "subscribed" {
            let since = reader.leftAt.map { " at \(time.full($0))" } ?? ""
            return ["Its reader has left the list \(reader.list)\(since). Only the reader can come back."]
        }
        return ["The address was suppressed at that time, and is not any more. The application may enqueue it anew."]
    }

    private var limited: String {
        "Its recipient had had as many of kind \(life.kind) as the limit in its kind.yaml lets through: it was dropped as it was enqueued."
    }

    /// Who refused it, and with which words.
    private var bounced: String {
        guard let report = life.reports.last(where: { $0.effect == "bounced" }) else {
            return "It came back after the relay had taken it."
        }
        let by = report.reporter.map { ", says \($0)" } ?? ""
        return "bounced: \(report.fullReply)\(by)"
    }

    private var sent: [String] {
        if let change = change("resolve --sent") { return ["Counts as sent by the word of \(words(change))."] }
        return ["The relay took it, which is not yet the reader's mailbox: its log has the Message-ID."]
    }

    private func change(_ action: String) -> AuditRecord? { life.changes.last { $0.action == action } }

    private func words(_ change: AuditRecord) -> String {
        "\(change.author) at \(time.full(change.at))" + (change.reason.map { ": \($0)" } ?? "")
    }
}
