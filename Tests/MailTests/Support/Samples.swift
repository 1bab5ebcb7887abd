import Testing

@testable import Mail

/// A shop, its reader and its letters.
enum Samples {
    static let messageID = "0197a3c2-5b1e-7c4d-9f00-1234567890ab"
    static let compactID = "0197a3c25b1e7c4d9f001234567890ab"

    static func composer(
        from: String = "Boutique L’Œuf <compte@boutique.example>", zone: Zone = .paris
    ) throws -> Composer {
        Composer(transactional: try identity(of: .transactional, from: from), bulk: try identity(of: .bulk), zone: zone)
    }

    static func identity(
        of lane: Lane, from: String = "Boutique L’Œuf <compte@boutique.example>"
    ) throws -> Identity {
        switch lane {
        case .transactional:
            try Identity(
                from: try Mailbox(parsing: from), replyTo: try Mailbox(parsing: "Aide <aide@boutique.example>"),
                returnPath: try ReturnPath(template: "b+{id}@bounce.boutique.example"), feedbackSender: "boutique01")
        case .bulk:
            try Identity(
                from: try Mailbox(parsing: "La lettre <lettre@news.boutique.example>"),
                returnPath: try ReturnPath(template: "n+{id}@bounce.boutique.example"), feedbackSender: "boutique01")
        }
    }

    static func claimed(
        id: String = messageID, kind: String = "password-reset", lane: Lane = .transactional, attempt: Int = 1,
        recipient: String = "camille@client.test", name: String? = "Camille Dupont",
        datedAt: String = "2026-11-23T13:05:00Z"
    ) throws -> Claimed {
        let id = try #require(MessageID(id))
        let moment = try #require(Timestamp(rfc3339: datedAt))
        let issue = Claimed.Issue(id: id, unsubscribeToken: "jeton")
        return Claimed(
            lease: Lease(message: id, token: Int64(attempt)), status: .due, kind: kind, lane: lane, attempt: attempt,
            recipient: recipient, recipientName: name, locale: "fr-FR", parameters: "{}", enqueuedAt: moment,
            datedAt: moment, expiresAt: nil, expiresIn: nil, queued: .zero, issue: lane == .bulk ? issue : nil)
    }

    static func letter(
        subject: String = "Réinitialisez votre mot de passe", text: String = Samples.text, html: String? = Samples.html,
        unsubscribe: Unsubscribe? = nil
    ) -> Letter {
        Letter(
            subject: subject, text: text, html: html, language: "fr", list: unsubscribe?.list,
            unsubscribe: unsubscribe?.way)
    }

    /// A list and how its reader leaves it.
    typealias Unsubscribe = (way: Letter.Unsubscribe, list: FormLetter.List)

    static func unsubscribe(
        link: String = "https://boutique.example/d/p8ZsYw3kQe", mailto: String? = "desabo+p8ZsYw3kQe@boutique.example",
        listID: String = "lettre", listName: String = "La lettre de L’Œuf"
    ) -> Unsubscribe {
        (Letter.Unsubscribe(link: link, mailto: mailto), FormLetter.List(id: listID, name: listName))
    }

    static func composed(
        _ letter: Letter = letter(), name: String? = "Camille Dupont", recipient: String = "camille@client.test"
    ) throws -> [UInt8] {
        try composer().compose(letter, for: claimed(recipient: recipient, name: name)).bytes
    }

    static func newsletter(_ unsubscribe: Unsubscribe? = unsubscribe()) throws -> Message {
        try composer().compose(
            letter(subject: "Les nouveautés de novembre", unsubscribe: unsubscribe),
            for: claimed(kind: "newsletter", lane: .bulk))
    }

    static let text = """
        Bonjour Camille,

        Ce lien est valable 2\u{A0}jours, jusqu’au mercredi 25\u{A0}novembre 2026 à 14\u{A0}h\u{A0}05, heure de Paris\u{A0}:

        https://www.boutique.example/mdp?t=A1b2C3d4E5f6G7h8&s=1

        .un point en tête
        Vous n’êtes pas à l’origine de cette demande\u{202F}? Ignorez ce message\u{202F}; votre mot de passe reste inchangé.\u{20}
        .

        """

    static let html = """
        <!DOCTYPE html>
        <html lang="fr"><head><meta charset="utf-8"><title>Réinitialisez votre mot de passe</title></head>
        <body><p>Ce lien est valable 2\u{A0}jours\u{A0}: <a href="https://www.boutique.example/mdp?t=A1b2&amp;s=1">choisir</a></p>
        </body></html>

        """
}

extension MessageID {
    /// One of several messages, told apart by a number.
    static func test(_ number: UInt64) -> MessageID { MessageID(high: number, low: number) }
}
