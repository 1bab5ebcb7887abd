import Hummingbird
import Mail
import Postgres

/// What has become of one message, as `facteur show` knows it, in a reader's words.
struct DemoLife: ResponseEncodable, Codable, Sendable {
    struct Attempt: ResponseEncodable, Codable, Sendable {
        var number: Int
        /// Milliseconds since 1970-01-01 00:00 UTC.
        var time: Int64
        /// In French.
        var outcome: String
        /// The server's own words, or why there are none.
        var reply: String
        /// Milliseconds from the connection to the last reply.
        var took: Int
    }

    /// In French: the state, and what it waits for.
    var state: String
    /// The state's name, by which the page colours it.
    var name: String
    /// Whether nothing more will happen by itself.
    var isOver: Bool
    var attempts: [Attempt]
}

extension DemoLife {
    init(_ life: MessageLife, now: Timestamp) {
        name = life.state
        isOver = life.state != "waiting" && life.state != "sending"
        state = DemoWords.state(life, now: now)
        attempts = life.attempts.map { record in
            Attempt(
                number: record.attempt, time: record.at.microseconds / 1000, outcome: DemoWords.outcome(record.outcome),
                reply: record.fullReply, took: record.connectMilliseconds + record.dialogueMilliseconds)
        }
    }
}

/// The words of the demo's page for what the program calls by names.
enum DemoWords {
    static func state(_ life: MessageLife, now: Timestamp) -> String {
        if life.state == "waiting", let next = life.nextAttemptAt, next > now {
            let seconds = (next - now).components.seconds + 1
            return "En attente\u{00A0}: nouvelle tentative dans \(wait(seconds: seconds))"
        }
        return states[life.state] ?? life.state
    }

    static func outcome(_ name: String) -> String { outcomes[name] ?? name }

    /// What the page says of every state of a message (contract, section 1).
    static let states = [
        "waiting": "En attente d’un départ",
        "held": "Retenu\u{00A0}: rien ne part sans l’accord d’une personne",
        "sending": "En cours de remise",
        "sent": "Remis au serveur",
        "failed": "Échec\u{00A0}: ne partira plus",
        "expired": "Périmé\u{00A0}: son lien ne servirait plus",
        "superseded": "Remplacé par un message plus récent",
        "cancelled": "Annulé",
        "suppressed": "Écarté\u{00A0}: cette adresse ne reçoit plus de courrier",
        "limited": "Écarté\u{00A0}: trop de messages à cette adresse",
        "in_doubt":
            "En doute\u{00A0}: personne ne sait si le serveur l’a pris\u{202F}; à vous de trancher (facteur resolve)",
        "bounced": "Revenu\u{00A0}: le serveur l’avait pris, le destinataire ne l’a pas reçu",
    ]

    /// What it says of every outcome of an attempt.
    static let outcomes = [
        "sent": "remis",
        "deferred": "reporté",
        "postponed": "reporté, la tentative ne compte pas",
        "failed": "refusé",
        "expired": "périmé",
        "superseded": "remplacé",
        "suppressed": "écarté",
        "limited": "écarté",
        "cancelled": "annulé",
        "held": "retenu, rien n’est parti",
        "in_doubt": "en doute, gardé pour une personne",
        "resend": "en doute\u{00A0}: repart une fois, avec le même Message-ID",
    ]

    /// `5 s`, `2 min`, `1 h 05`.
    static func wait(seconds: Int64) -> String {
        switch seconds {
        case ..<60: "\(seconds)\u{00A0}s"
        case ..<3600: "\((seconds + 59) / 60)\u{00A0}min"
        default:
            "\(seconds / 3600)\u{00A0}h" + (seconds % 3600 < 60 ? "" : "\u{00A0}" + two(seconds % 3600 / 60))
        }
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
