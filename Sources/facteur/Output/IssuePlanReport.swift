import Mail
import Postgres

/// A plan for people, and for programs.
struct IssuePlanReport: Encodable {
    struct Provider: Encodable {
        var name: String
        var readers: Int
        var done: Timestamp?
        var ceiling: IssuePlan.Ceiling?
    }

    var subject: String
    var list: String
    var window: String?
    var readers: Int
    var begins: Timestamp
    var done: Timestamp?
    var providers: [Provider]
    /// Readers by language.
    var languages: [String: Int]
    /// Subscriptions that get nothing, by why.
    var leftOut: [String: Int]

    init(
        subject: String, list: String, window: String?, plan: IssuePlan, audience: [OutboxAdministration.Audience]
    ) {
        self.subject = subject
        self.list = list
        self.window = window
        readers = plan.readers
        begins = plan.begins
        done = plan.done
        providers = plan.providers.map {
            Provider(name: $0.name, readers: $0.readers, done: $0.done, ceiling: $0.ceiling)
        }
        languages = audience.readers(by: \.locale)
        leftOut = audience.reduce(into: [:]) { sums, part in
            if part.standing != "reader" { sums[part.standing, default: 0] += part.readers }
        }
    }

    func lines(time: LocalTime) -> [String] {
        var lines = [
            subject, "", "list      \(list)", "readers   \(readers)", "begins    \(time.full(begins))",
            "done      \(done.map { "about \(time.full($0))" } ?? "not within a year")",
        ]
        if let window { lines.append("window    \(window)") }
        var table = Table("provider", "readers", "done about", "held back by")
        for provider in providers {
            table.add([
                provider.name, "\(provider.readers)", provider.done.map(time.text) ?? "not within a year",
                provider.ceiling.map { words(for: $0, provider.name) } ?? "nothing",
            ])
        }
        if !table.isEmpty { lines += [""] + table.lines }
        lines.append("")
        if !languages.isEmpty { lines.append("in        " + Self.list(languages)) }
        lines.append("left out  " + (leftOut.isEmpty ? "nobody" : Self.list(leftOut)))
        return lines
    }

    private func words(for ceiling: IssuePlan.Ceiling, _ provider: String) -> String {
        switch ceiling {
        case .pace: "newsletter.pace.\(provider)"
        case .perMinute: "newsletter.perMinute"
        case .warmUp: "the warm-up (newsletter.warmUpFrom)"
        case .window: "the window" + (window.map { " \($0)" } ?? "")
        case .relayRate: "the relays (smtp.relays.*.perSecond)"
        case .relayQuota: "the relays (smtp.relays.*.perDay)"
        }
    }

    /// `fr-FR 1200, en 30`, the most first.
    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(
            separator: ", ")
    }
}
