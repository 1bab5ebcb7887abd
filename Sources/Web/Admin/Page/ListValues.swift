import Mail

/// The lists below the plots.
struct ListValues {
    private let overview: Overview
    private let figures: Figures

    init(_ overview: Overview) {
        self.overview = overview
        figures = Figures(now: overview.takenAt)
    }

    var all: [String: Any] {
        [
            "relays": relays, "hasRelays": !overview.relays.isEmpty,
            "providers": providers, "hasProviders": !providers.isEmpty,
            "issues": IssueValues(overview).all, "hasIssues": !overview.issues.isEmpty,
            "pauses": pauses, "hasPauses": !pauses.isEmpty,
            "reports": reports, "hasReports": !reports.isEmpty,
            "workers": workers,
        ].merging(failureValues) { first, _ in first }
    }

    /// So many failures are seen without asking for more.
    private static let seenFailures = 8

    private var failureValues: [String: Any] {
        let failures = self.failures
        let others = failures.dropFirst(Self.seenFailures)
        return [
            "hasFailures": !failures.isEmpty, "firstFailures": Array(failures.prefix(Self.seenFailures)),
            "otherFailures": Array(others), "hasMoreFailures": !others.isEmpty,
            "moreFailures": others.count > 1 ? "Les \(others.count) précédents" : "Le précédent",
        ]
    }

    private var relays: [[String: Any]] {
        overview.relays.map { relay in
            [
                "name": relay.name, "isDown": relay.downSince != nil,
                "state": relay.downSince.map { "en panne depuis \(figures.since($0))" } ?? "en service",
                "reason": relay.reason.map { [$0] } ?? [],
            ].merging(counts(relay.counts)) { first, _ in first }
        }
    }

    /// Those in trouble first; the others by how much they get.
    private var providers: [[String: Any]] {
        let parked = Dictionary(overview.parked.map { ($0.family, $0) }) { first, _ in first }
        let silent = overview.parked.filter { domain in !overview.providers.contains { $0.name == domain.family } }
        let all = overview.providers + silent.map { Overview.Provider(name: $0.family, counts: [:]) }
        func order(_ provider: Overview.Provider) -> (Int, Int, Int) {
            let trouble = (provider.counts[.deferred] ?? 0) + (provider.counts[.failed] ?? 0)
            return (parked[provider.name] == nil ? 1 : 0, -trouble, -(provider.counts[.sent] ?? 0))
        }
        return all.sorted { order($0) < order($1) }.map { provider in
            let park = parked[provider.name]
            return [
                "name": provider.name.isEmpty ? "les autres" : provider.name, "isParked": park != nil,
                "state": park.map {
                    let times =
                        $0.consecutiveParks > 1 ? ", \($0.consecutiveParks)\(French.noBreakSpace)fois de suite" : ""
                    return ["au repos jusqu’à \(figures.clock($0.until))\(times)"]
                } ?? [],
                "reason": park.map { [$0.reason] } ?? [],
            ].merging(counts(provider.counts)) { first, _ in first }
        }
    }

    private func counts(_ counts: [OutcomeClass: Int]) -> [String: Any] {
        func text(_ end: OutcomeClass) -> String { end.counted(counts[end] ?? 0) }
        return [
            "sent": text(.sent), "deferred": text(.deferred), "failed": text(.failed), "inDoubt": text(.inDoubt),
            "hasDeferred": (counts[.deferred] ?? 0) > 0, "hasFailed": (counts[.failed] ?? 0) > 0,
            "hasInDoubt": (counts[.inDoubt] ?? 0) > 0,
        ]
    }

    private var pauses: [[String: Any]] {
        overview.pauses.map { pause in
            let command = pause.scope == .newsletter ? "facteur newsletter resume" : "facteur resume"
            return [
                "name": overview.frenchName(of: pause), "since": figures.since(pause.since),
                "clock": figures.clock(pause.since),
                "reason": pause.reason.map { [$0] } ?? [], "remedy": "\(command) \(pause.name)",
            ]
        }
    }

    private var reports: [[String: Any]] {
        overview.reports.sorted { $0.lastDay > $1.lastDay }.map { reports in
            [
                "name": reports.event.frenchName,
                "hour": Figures.integer(reports.lastHour, upTo: Overview.Reports.most),
                "day": Figures.integer(reports.lastDay, upTo: Overview.Reports.most),
            ]
        }
    }

    private var failures: [[String: Any]] {
        overview.failures.map { failure in
            let codes = [failure.code.map(String.init), failure.enhanced].compactMap { $0 }.joined(separator: " ")
            return [
                "clock": figures.clock(failure.at), "utc": failure.at.rfc3339, "kind": failure.kind,
                "recipient": failure.recipient, "outcome": FailureWords.frenchName(failure.outcome),
                "reply": codes.isEmpty || failure.reply.hasPrefix(codes) ? failure.reply : "\(codes) \(failure.reply)",
                "message": failure.message.description,
            ]
        }
    }

    private var workers: [[String: Any]] {
        overview.workers.map { worker in
            [
                "name": worker.name, "version": worker.version,
                "state": worker.silence > .seconds(30)
                    ? "muet depuis \(Figures.duration(worker.silence))"
                    : "en marche depuis \(figures.since(worker.startedAt))",
            ]
        }
    }
}
