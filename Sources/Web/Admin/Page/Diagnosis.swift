import Mail

/// What is wrong, the worst first: what an operator reads before anything else.
struct Diagnosis: Sendable {
    enum Level: Int, Sendable, Comparable {
        case well, attention, alarm

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// One thing that is wrong.
    struct Concern: Sendable, Hashable {
        var level: Level
        /// In French, without a full stop.
        var sentence: String
        /// The program's or a server's own words.
        var detail: String?
        /// The command that may help.
        var remedy: String?
    }

    let concerns: [Concern]
    /// The one sentence on top.
    let headline: String

    var level: Level { concerns.first?.level ?? .well }

    /// - Parameters:
    ///   - look: What the database said.
    ///   - health: What the process knows of itself.
    init(_ look: OverviewLook, health: HealthReport) {
        var concerns = Self.ownConcerns(health, look)
        if let overview = look.overview, look.fault == nil {
            concerns += OverviewConcerns(overview, areRelaysDown: health.isFailing("relay")).all
        }
        // Those of one level stay in the order in which they matter.
        concerns = concerns.enumerated()
            .sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }.map(\.element)
        self.concerns = concerns
        headline = concerns.first.map { "\($0.sentence)." } ?? Self.allIsWell(look.overview)
    }

    /// What the process says of itself.
    private static func ownConcerns(_ health: HealthReport, _ look: OverviewLook) -> [Concern] {
        let colon = French.noBreakSpace + ":"
        var concerns: [Concern] = []
        for check in health.checks where !check.isPassing {
            let sentence: String
            switch check.name {
            case "worker": sentence = "Ce facteur est bloqué"
            // Told by what it waits for, where that is known.
            case "running": continue
            case "database": sentence = "La base de données ne répond pas\(colon) rien ne part"
            case "journal": sentence = "Le journal ne peut plus être écrit\(colon) rien ne part d’ici"
            case "leases": sentence = "Ce facteur n’est plus sûr de tenir ses messages\(colon) rien ne part d’ici"
            case "outcomes": sentence = "Trop de résultats ne sont pas enregistrés\(colon) l’envoi est suspendu"
            // The statistics tell which and since when.
            case "relay" where look.fault == nil && look.overview?.relays.contains { $0.downSince != nil } == true:
                continue
            case "relay": sentence = "Aucun relais ne prend de courrier\(colon) rien ne part"
            default: sentence = "Le contrôle «\(French.noBreakSpace)\(check.name)\(French.noBreakSpace)» échoue"
            }
            concerns.append(Concern(level: .alarm, sentence: sentence, detail: check.detail))
        }
        if concerns.isEmpty, let running = health.checks.first(where: { $0.name == "running" && !$0.isPassing }) {
            let isStarting = running.detail == "starting"
            concerns.append(
                Concern(level: .attention, sentence: isStarting ? "Ce facteur démarre" : "Ce facteur s’arrête"))
        }
        if !health.isFailing("database"), let fault = look.fault {
            concerns.append(
                Concern(
                    level: .attention, sentence: "La base de données n’a pas répondu à cette page", detail: fault))
        }
        return concerns
    }

    private static func allIsWell(_ overview: Overview?) -> String {
        let begin = "Tout va bien\(French.noBreakSpace):"
        guard let overview else { return "\(begin) le facteur tourne." }
        let sent = overview.lastHour(.sent)
        let waiting = overview.lastSamples.reduce(0) { $0 + $1.waiting }
        let first =
            sent == 0
            ? "rien n’est parti depuis une heure"
            : Figures.counted(sent, "message remis", "messages remis") + " depuis une heure"
        let second =
            waiting == 0
            ? "rien n’attend" : Figures.integer(waiting) + French.noBreakSpace + (waiting > 1 ? "attendent" : "attend")
        return "\(begin) \(first), \(second)."
    }
}

extension HealthReport {
    func isFailing(_ name: String) -> Bool { checks.contains { $0.name == name && !$0.isPassing } }
}
