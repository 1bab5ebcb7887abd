import Mail

/// What is wrong with the mail, read from the statistics. Each look is a rule with its threshold beside it.
struct OverviewConcerns {
    private typealias Concern = Diagnosis.Concern

    private let overview: Overview
    private let figures: Figures
    private let areRelaysDown: Bool
    /// Few are chance.
    private static let fewest = 10

    init(_ overview: Overview, areRelaysDown: Bool) {
        self.overview = overview
        self.areRelaysDown = areRelaysDown
        figures = Figures(now: overview.takenAt)
    }

    var all: [Diagnosis.Concern] {
        relays + queues + pauses + doubts + parked + failures + deferrals + returns + issues + workers
    }

    private var relays: [Concern] {
        overview.relays.compactMap { relay in
            guard let since = relay.downSince else { return nil }
            return Concern(
                level: areRelaysDown ? .alarm : .attention,
                sentence: (areRelaysDown ? "Rien ne part\(French.noBreakSpace): le relais " : "Le relais ")
                    + "\(relay.name) est en panne depuis \(figures.since(since))", detail: relay.reason,
                remedy: "facteur doctor")
        }
    }

    private var pauses: [Concern] {
        overview.pauses.filter { $0.scope != .newsletter }.map { pause in
            let isTransactional = pause.scope == .lane && pause.name == Lane.transactional.rawValue
            return Concern(
                level: isTransactional ? .alarm : .attention,
                sentence:
                    "Suspendu depuis \(figures.since(pause.since))\(French.noBreakSpace): \(overview.frenchName(of: pause))",
                detail: pause.reason, remedy: "facteur resume \(pause.name)")
        }
    }

    /// A person waits for transactional mail; an issue is paced, so that its mail is due only when it may go.
    private var queues: [Concern] {
        overview.lastSamples.compactMap { sample in
            let isTransactional = sample.lane == .transactional
            let longest: Duration = isTransactional ? .seconds(120) : .seconds(3600)
            let isPaused = overview.pauses.contains { $0.scope == .lane && $0.name == sample.lane.rawValue }
            guard let oldest = sample.oldest, oldest > longest, sample.waiting > 0, !isPaused else { return nil }
            let count = sample.lane.frenchCount(sample.waiting, upTo: QueueSurvey.most)
            let verb = sample.waiting > 1 ? "attendent" : "attend"
            let rest =
                sample.waiting > 1
                ? ", la plus ancienne attente dure \(Figures.duration(oldest))"
                : " depuis \(Figures.duration(oldest))"
            // What rests with its domain stands in the queue as well.
            let isAlarming = isTransactional && oldest > longest * 5 && overview.parked.isEmpty
            return Concern(
                level: isAlarming ? .alarm : .attention, sentence: "\(count) \(verb)\(rest)", remedy: "facteur status")
        } + late
    }

    private var late: [Concern] {
        guard let last = overview.lastSamples.map(\.at).max(), overview.takenAt - last > .seconds(180) else {
            return []
        }
        return [
            Concern(level: .attention, sentence: "La file n’a pas été mesurée depuis \(figures.since(last))")
        ]
    }

    private var doubts: [Concern] {
        let count = overview.lastSamples.reduce(0) { $0 + $1.inDoubt }
        guard count > 0 else { return [] }
        let words = count > 1 ? "messages en doute attendent" : "message en doute attend"
        return [
            Concern(
                level: .attention,
                sentence:
                    "\(Figures.integer(count, upTo: QueueSurvey.most))\(French.noBreakSpace)\(words) une décision",
                remedy: "facteur resolve")
        ]
    }

    private var parked: [Concern] {
        guard let first = overview.parked.min(by: { $0.since < $1.since }) else { return [] }
        let names = overview.parked.map(\.family)
        let sentence =
            names.count == 1
            ? "Le courrier pour \(first.family) se repose jusqu’à \(figures.clock(first.until))"
            : "Le courrier se repose pour \(Figures.listed(names))"
        return [
            Concern(
                level: .attention, sentence: sentence, detail: first.reason, remedy: "facteur resume \(first.family)")
        ]
    }

    private var failures: [Concern] {
        let (sent, failed) = (overview.lastHour(.sent), overview.lastHour(.failed))
        guard failed >= Self.fewest, failed * 20 >= sent + failed else { return [] }
        return [
            Concern(
                level: failed * 4 >= sent + failed ? .alarm : .attention,
                sentence: """
                    \(Figures.percent(failed, of: sent + failed)) des messages ont échoué depuis une heure \
                    (\(Figures.integer(failed)) sur \(Figures.integer(sent + failed)))
                    """)
        ]
    }

    private var deferrals: [Concern] {
        let deferred = overview.lastHour(.deferred)
        let attempts = deferred + overview.lastHour(.sent) + overview.lastHour(.failed)
        guard deferred >= Self.fewest * 2, deferred * 10 >= attempts * 3 else { return [] }
        let worst = overview.providers.max { ($0.counts[.deferred] ?? 0) < ($1.counts[.deferred] ?? 0) }
        let name = worst.flatMap { ($0.counts[.deferred] ?? 0) * 2 >= deferred && !$0.name.isEmpty ? $0.name : nil }
        return [
            Concern(
                level: .attention,
                sentence: "\(Figures.percent(deferred, of: attempts)) des tentatives sont reportées depuis une heure"
                    + (name.map { ", surtout par \($0)" } ?? ""))
        ]
    }

    /// What providers take ill: three complaints in a thousand, one bounce in twenty.
    private var returns: [Concern] {
        let sent = overview.lastHour(.sent)
        return overview.reports.compactMap { reports in
            switch reports.event {
            case .complained where reports.lastHour >= 5 && reports.lastHour * 1000 >= sent * 3:
                Concern(
                    level: .attention,
                    sentence: Figures.counted(reports.lastHour, "lecteur signale", "lecteurs signalent")
                        + " notre courrier comme indésirable depuis une heure")
            case .bounced where reports.lastHour >= Self.fewest && reports.lastHour * 20 >= sent:
                Concern(
                    level: .attention,
                    sentence: Figures.counted(reports.lastHour, "message est revenu", "messages sont revenus")
                        + " depuis une heure")
            default: nil
            }
        }
    }

    /// One that stopped by itself; what a person stopped, a person knows.
    private var issues: [Concern] {
        overview.pauses.compactMap { pause in
            guard pause.scope == .newsletter, let reason = pause.reason else { return nil }
            let name = overview.frenchName(of: pause)
            return Concern(
                level: .attention, sentence: "Suspendue d’elle-même\(French.noBreakSpace): \(name)", detail: reason,
                remedy: "facteur newsletter resume \(pause.name)")
        }
    }

    private var workers: [Concern] {
        overview.workers.filter { $0.silence > .seconds(30) }.map { worker in
            Concern(
                level: .attention,
                sentence:
                    "Le facteur \(worker.name) ne donne plus signe de vie depuis \(Figures.duration(worker.silence))")
        }
    }
}

extension Overview {
    /// Attempts of the last hour that came to this.
    func lastHour(_ end: OutcomeClass, lane: Lane? = nil) -> Int {
        let begin = takenAt + .seconds(-3600)
        return flow.filter { $0.at >= begin && $0.end == end && (lane == nil || $0.lane == lane) }
            .reduce(0) { $0 + $1.count }
    }

    /// The latest sample of each lane.
    var lastSamples: [QueueSample] {
        Lane.allCases.compactMap { lane in queue.last { $0.lane == lane } }
    }
}
