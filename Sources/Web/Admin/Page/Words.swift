import Mail

// What the operator's page calls things.

extension Lane {
    var frenchName: String {
        switch self {
        case .transactional: "Transactionnel"
        case .bulk: "Lettres"
        }
    }

    /// `messages transactionnels`, `lettres`.
    func frenchCount(_ count: Int, upTo most: Int) -> String {
        let isPlural = count > 1
        let noun =
            switch self {
            case .transactional: isPlural ? "messages transactionnels" : "message transactionnel"
            case .bulk: isPlural ? "lettres" : "lettre"
            }
        return Figures.integer(count, upTo: most) + French.noBreakSpace + noun
    }
}

extension OutcomeClass {
    /// In the order in which plots and tables have them.
    static let shown: [OutcomeClass] = [.sent, .deferred, .failed, .inDoubt, .dropped]

    var frenchName: String {
        switch self {
        case .sent: "Remis"
        case .deferred: "Reportés"
        case .failed: "Échoués"
        case .inDoubt: "En doute"
        case .dropped: "Écartés"
        }
    }
}

extension OutcomeClass {
    /// `1 échoué`, `2 échoués`, `0 remis`.
    func counted(_ count: Int) -> String {
        let plural = frenchName.lowercased()
        let singular = self == .sent || self == .inDoubt ? plural : String(plural.dropLast())
        return Figures.counted(count, singular, plural)
    }
}

extension Overview.Issue.State {
    var frenchName: String {
        switch self {
        case .planned: "prévue"
        case .sending: "en cours"
        case .paused: "suspendue"
        case .sent: "envoyée"
        case .cancelled: "annulée"
        }
    }
}

extension Overview {
    /// What a pause holds up: an issue by its subject, where that is known.
    func frenchName(of pause: Pause) -> String {
        switch pause.scope {
        case .lane:
            switch Lane(rawValue: pause.name) {
            case .transactional: return "tout le courrier transactionnel"
            case .bulk: return "toutes les lettres"
            case nil: return pause.name
            }
        case .kind: return "les messages \(pause.name)"
        case .newsletter:
            let subject = issues.first { $0.id.description == pause.name }?.subject ?? ""
            let name = subject.isEmpty ? pause.name : "«\(French.noBreakSpace)\(subject)\(French.noBreakSpace)»"
            return "la lettre \(name)"
        }
    }
}

extension Report.Event {
    var frenchName: String {
        switch self {
        case .bounced: "Non remis après coup"
        case .delayed: "Retardés"
        case .delivered: "Arrivés"
        case .complained: "Signalés comme indésirables"
        case .replied: "Réponses automatiques"
        case .unsubscribed: "Désabonnements"
        }
    }
}

/// The word of an end that is none of those one hopes for.
enum FailureWords {
    static func frenchName(_ outcome: String) -> String {
        switch outcome {
        case "failed": "échoué"
        case "expired": "expiré"
        case "bounced": "revenu"
        default: outcome
        }
    }
}
