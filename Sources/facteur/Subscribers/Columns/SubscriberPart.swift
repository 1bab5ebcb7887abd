/// What a column of a file can say of a subscriber, and what such a column may be called. To know another title, add it here.
enum SubscriberPart: String, Sendable, Hashable, CaseIterable {
    case email, name, firstName, lastName, locale
    case consentedAt = "consented_at"
    /// A word for how the reader stands to the list.
    case status
    /// Yes: is subscribed. No: is not.
    case isSubscribed
    /// No: has yet to confirm.
    case isConfirmed
    /// Yes, or a moment: has left.
    case leftAt = "left_at"
    case source, since

    /// The columns that Facteur itself writes, in their order.
    static let written: [SubscriberPart] = [
        .email, .name, .locale, .consentedAt, .status, .source, .since, .leftAt,
    ]

    /// Those of a part that say something together: whoever left according to one of them has left.
    var mayHaveSeveral: Bool { [.status, .isSubscribed, .isConfirmed, .leftAt].contains(self) }

    /// Groups of titles, the better ones first: of several columns for one part, the one of the best group is it.
    var titles: [Set<FoldedWord>] {
        switch self {
        case .email:
            [
                [
                    "email", "email address", "e-mail adresse", "adresse e-mail", "adresse mail", "adresse de courriel",
                    "adresse courriel", "adresse électronique", "courriel", "courrier électronique", "contact email",
                    "subscriber email", "user email", "customer email", "client email", "email client",
                    "email du contact", "email abonné",
                ],
                ["mail", "mél"],
                // May be where somebody lives.
                ["address", "adresse"],
            ]
        case .name:
            [
                ["name"],
                [
                    "full name", "display name", "contact name", "nom complet", "prénom nom", "prénom et nom",
                    "nom prénom", "nom et prénom",
                ],
            ]
        case .firstName: [["first name", "prénom"], ["given name", "fname"]]
        case .lastName: [["last name", "nom de famille"], ["nom"], ["surname", "family name", "lname"]]
        case .locale: [["locale"], ["language", "langue"], ["preferred language", "langue préférée"]]
        case .consentedAt:
            [
                ["consented_at"],
                [
                    "consent", "consentement", "consent date", "consent time", "consented on", "date de consentement",
                    "date du consentement", "date consentement", "consent timestamp", "consentement le",
                ],
                ["confirm time", "confirmed at", "date de confirmation", "confirmation date"],
                [
                    "opt-in date", "opt-in time", "opt-in at", "opted in at", "opt-in timestamp", "date opt-in",
                    "date d'opt-in", "date optin", "double opt-in date", "date double opt-in",
                ],
                [
                    "date d'inscription", "date inscription", "inscrit le", "inscription", "subscribed at",
                    "subscribed on", "subscription date", "subscribe date", "date subscribed", "date d'abonnement",
                    "date abonnement", "abonné le", "signup date", "sign up date", "signed up at", "signup time",
                ],
            ]
        case .status:
            [
                [
                    "status", "statut", "état", "subscription status", "subscriber status", "email status",
                    "contact status", "member status", "marketing status", "email marketing status",
                    "email marketing consent", "statut e-mail", "statut de l'abonné", "statut abonné",
                    "statut abonnement", "statut de l'abonnement", "statut d'abonnement", "statut d'inscription",
                    "état de l'abonnement", "état d'abonnement",
                ]
            ]
        case .isSubscribed:
            [
                [
                    "subscribed", "is subscribed", "abonné", "abonnée", "abonné(e)", "est abonné", "inscrit",
                    "inscrite", "inscrit(e)", "est inscrit", "opt-in", "opted in", "email opt-in", "opt-in email",
                    "newsletter opt-in", "opt-in newsletter", "newsletter", "abonné newsletter",
                    "abonné à la newsletter", "inscrit newsletter", "inscrit à la newsletter", "accepts marketing",
                    "accepts email marketing", "accepte les e-mails", "accepte la newsletter",
                ]
            ]
        case .isConfirmed:
            [["confirmed", "is confirmed", "is this subscriber confirmed", "confirmé", "confirmée", "est confirmé"]]
        case .leftAt:
            [
                ["left_at"],
                [
                    "unsubscribed at", "unsubscribed on", "unsubscribe date", "unsubscribe time", "unsub time",
                    "unsubscription date", "date unsubscribed", "clean time", "cleaned at", "opt-out date",
                    "opt-out time", "opted out at", "date opt-out", "date d'opt-out", "bounced at", "complained at",
                    "blacklisted at", "date de désinscription", "date désinscription", "désinscrit le",
                    "date de désabonnement", "date désabonnement", "désabonné le", "désinscription", "désabonnement",
                ],
                [
                    "unsubscribed", "is unsubscribed", "unsubscribe", "désabonné", "désabonnée", "désabonné(e)",
                    "désinscrit", "désinscrite", "désinscrit(e)", "opt-out", "opted out", "email opt-out",
                    "opt-out email", "blacklisted", "is blacklisted", "email blacklisted", "blacklisté", "blacklist",
                    "is this subscriber blacklisted", "is excluded from campaigns", "liste noire", "en liste noire",
                    "blocklisted", "blocked",
                    "cleaned", "bounced", "hard bounced", "hard bounce", "complained", "spam complaint",
                ],
            ]
        case .source: [["source"], ["consent source", "opt-in source", "origine", "provenance"]]
        case .since: [["since"], ["depuis"]]
        }
    }

    private static let places: [FoldedWord: (part: SubscriberPart, rank: Int)] = {
        let all = allCases.flatMap { part in
            part.titles.enumerated().flatMap { rank, titles in titles.map { ($0, (part: part, rank: rank)) } }
        }
        return Dictionary(all) { first, _ in first }
    }()

    /// What a title means, and how well it says so: 0 is best. nil for a column that nobody reads.
    static func place(of title: String) -> (part: SubscriberPart, rank: Int)? { places[FoldedWord(title)] }
}
