import Mail

/// Issues of newsletters with what became of their readers, and when each will be done.
struct IssueValues {
    private let overview: Overview
    private let figures: Figures

    init(_ overview: Overview) {
        self.overview = overview
        figures = Figures(now: overview.takenAt)
    }

    var all: [[String: Any]] { overview.issues.map(values) }

    private func values(_ issue: Overview.Issue) -> [String: Any] {
        let parts = issue.ledger.map(parts) ?? []
        return [
            "id": issue.id.description, "subject": issue.subject.isEmpty ? issue.list : issue.subject,
            "list": issue.list, "state": issue.state.frenchName, "stateClass": issue.state.rawValue,
            "when": when(issue), "hasLedger": issue.ledger != nil, "bar": issue.ledger.map(bar) ?? "",
            "parts": parts.map { ["name": $0.word, "class": $0.name, "figure": Figures.integer($0.count)] },
            "complained": issue.ledger.flatMap { $0.complained > 0 ? [Figures.integer($0.complained)] : nil } ?? [],
        ]
    }

    /// In one sentence, what comes next.
    private func when(_ issue: Overview.Issue) -> String {
        let colon = French.noBreakSpace + ":"
        switch issue.state {
        case .planned: return "Départ prévu\(colon) \(figures.clock(issue.sendAt))"
        case .sending:
            guard let end = issue.end else { return "N’avance pas en ce moment" }
            return "Fin vers \(figures.clock(end)) à ce rythme (encore \(Figures.duration(end - overview.takenAt)))"
        case .paused:
            return "Suspendue, reprend avec «\(French.noBreakSpace)facteur newsletter resume\(French.noBreakSpace)»"
        case .sent, .cancelled: return "Départ\(colon) \(figures.clock(issue.sendAt))"
        }
    }

    private struct Part {
        var name: String
        var word: String
        var count: Int
    }

    /// What adds up to all readers; what is zero is left out, but for those that every issue is asked about.
    private func parts(_ ledger: Overview.Issue.Ledger) -> [Part] {
        [
            Part(name: "fill-sent", word: "remises", count: ledger.sent),
            Part(name: "fill-waiting", word: "en attente", count: ledger.waiting),
            Part(name: "fill-failed", word: "échouées", count: ledger.failed + ledger.bounced),
            Part(name: "fill-inDoubt", word: "en doute", count: ledger.inDoubt),
            Part(name: "fill-dropped", word: "écartées", count: ledger.suppressed + ledger.cancelled),
        ].filter { $0.count > 0 || $0.name == "fill-sent" }
    }

    /// All readers as one bar; the figures stand below it in words.
    private func bar(_ ledger: Overview.Issue.Ledger) -> String {
        let total = max(1, ledger.subscribers)
        var left = 0
        var elements = ""
        for part in parts(ledger) where part.count > 0 {
            let (begin, end) = (left * 1000 / total, (left + part.count) * 1000 / total)
            elements +=
                "<rect class=\"\(part.name)\" x=\"\(begin)\" y=\"0\" width=\"\(max(2, end - begin))\" height=\"10\"/>"
            left += part.count
        }
        return """
            <svg class="bar" aria-hidden="true" viewBox="0 0 1000 10" preserveAspectRatio="none">\(elements)</svg>
            """
    }
}
