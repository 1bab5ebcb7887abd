import Mail
import Postgres

/// Issues for people.
enum NewsletterReport {
    static func table(_ issues: [NewsletterLedger]) -> [String] {
        guard !issues.isEmpty else { return ["there is no issue yet: facteur.create_newsletter makes one"] }
        var table = Table(
            "newsletter", "list", "from", "state", "readers", "sent", "waiting", "bounced", "complained", "left in",
            "subject")
        for issue in issues {
            table.add([
                issue.id, issue.list, issue.sendAt.rfc3339Milliseconds, issue.state.rawValue, String(issue.subscribers),
                String(issue.sent), String(issue.waiting), String(issue.bounced), String(issue.complained),
                issue.left.map(rounded) ?? "-", issue.subject,
            ])
        }
        return table.lines
    }

    static func lines(_ issue: NewsletterLedger) -> [String] {
        var lines = [
            "\(issue.subject)", "", "newsletter  \(issue.id)", "list        \(issue.list)",
            "from        \(issue.sendAt.rfc3339Milliseconds)",
            "state       \(issue.state.rawValue)\(issue.reason.map { ": \($0)" } ?? "")", "",
        ]
        let parts = [
            ("sent", issue.sent), ("waiting", issue.waiting), ("suppressed", issue.suppressed),
            ("failed", issue.failed), ("bounced", issue.bounced),
            ("in doubt", issue.inDoubt), ("cancelled", issue.cancelled),
        ]
        lines += parts.map { "\($0.0.padded(to: 12))\($0.1)" }
        lines.append(
            "\("readers".padded(to: 12))\(issue.subscribers)\(issue.addsUp ? "" : ", which is not their sum: ask again, and if it stays so, report it")"
        )
        lines.append("\("complained".padded(to: 12))\(issue.complained)")
        if let left = issue.left {
            let rate = Int(issue.perSecond.rounded())
            lines += ["", "done in about \(rounded(left)), at \(max(rate, 1)) a second as in the last minute"]
        }
        return lines
    }

    /// Nobody needs the seconds of an hour.
    private static func rounded(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let step: Int64 = seconds > 7200 ? 600 : seconds > 120 ? 60 : 1
        return DurationText.text(.seconds(max(seconds / step * step, 1)))
    }
}
