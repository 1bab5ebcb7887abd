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

extension Overview.Pause {
    var frenchName: String {
        switch scope {
        case .lane:
            switch Lane(rawValue: name) {
            case .transactional: "tout le courrier transactionnel"
            case .bulk: "toutes les lettres"
            case nil: name
            }
        case .kind: "les messages \(name)"
        case .newsletter: "la lettre \(name)"
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
