import Mail
import Postgres

/// Issues for people.
enum NewsletterReport {
    /// A block of three lines each: which one and how it stands, what it is, and what became of its messages.
    static func blocks(_ issues: [NewsletterLedger], now: Timestamp = .now) -> [String] {
        guard !issues.isEmpty else { return ["there is no issue yet: facteur.create_newsletter makes one"] }
        return issues.flatMap { issue in
            let counts = [
                ("readers", issue.subscribers), ("sent", issue.sent), ("waiting", issue.waiting),
                ("bounced", issue.bounced), ("complained", issue.complained),
            ]
            var words = counts.map { "\($0.0) \($0.1)" } + (issue.left.map { ["done in about \(rounded($0))"] } ?? [])
            words += wait(issue).map { [$0] } ?? []
            return [
                "\(issue.id)  \(issue.state.rawValue.padded(to: 10))  from \(clock(issue, now).text(issue.sendAt))",
                Wrapping.shortened("  \(issue.list): \(issue.subject)", to: Wrapping.width),
            ] + Wrapping.lines(words.joined(separator: ", "), first: "  ", indent: "  ")
        }
    }

    static func lines(_ issue: NewsletterLedger, now: Timestamp = .now) -> [String] {
        var lines = [
            "\(issue.subject)", "", "newsletter  \(issue.id)", "list        \(issue.list)",
            "from        \(clock(issue, now).full(issue.sendAt))",
            "state       \(issue.state.rawValue)\((issue.reason ?? wait(issue)).map { ": \($0)" } ?? "")",
        ]
        if let window = issue.window { lines.append("window      \(window), \(issue.timeZone)") }
        lines.append("")
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

    /// The shop's, as its editors write `send_at`.
    private static func clock(_ issue: NewsletterLedger, _ now: Timestamp) -> LocalTime {
        Zone(rawValue: issue.timeZone).map { LocalTime(now: now, in: $0) } ?? LocalTime(now: now)
    }

    /// `waits for its window: Tuesday 1 December 2026, 9:00`, by the shop's clock.
    private static func wait(_ issue: NewsletterLedger) -> String? {
        guard let opensAt = issue.opensAt, let zone = Zone(rawValue: issue.timeZone) else { return nil }
        let civil = zone.civil(at: opensAt)
        let moment = "\(Language.english.date(civil)), \(Language.english.time(civil))"
        return "waits for its window: " + moment.split(separator: French.noBreakSpace).joined(separator: " ")
    }

    /// Nobody needs the seconds of an hour.
    private static func rounded(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let step: Int64 = seconds > 7200 ? 600 : seconds > 120 ? 60 : 1
        return DurationText.text(.seconds(max(seconds / step * step, 1)))
    }
}
