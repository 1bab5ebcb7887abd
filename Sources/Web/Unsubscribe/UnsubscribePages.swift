import Hummingbird
import Mail

/// What the public endpoint says to readers, in French. `\u{A0}` and `\u{202F}` are the non-breaking spaces that French
/// puts inside guillemets and before a colon, a question mark or a semicolon.
enum UnsubscribePages {
    /// How things stand, and the one button.
    static func offer(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        Page(
            heading: "Ne plus recevoir cette lettre\u{202F}?",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" reçoit «\u{A0}\(subscription.listName)\u{A0}». Un clic suffit pour arrêter."),
                ],
                [
                    .plain("Les messages qui concernent votre compte et vos commandes continueront "),
                    .plain("de vous parvenir."),
                ],
            ],
            button: .init(text: "Me désabonner", action: links.unsubscribeLink, isPrincipal: true))
    }

    /// The subscription has ended, now or long ago, and the way back.
    static func ended(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        Page(
            heading: "Votre désabonnement est enregistré",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" ne recevra plus «\u{A0}\(subscription.listName)\u{A0}». "),
                    .plain("Une lettre déjà partie peut encore vous parvenir."),
                ],
                [.plain("C’était une erreur\u{202F}? Vous pouvez vous réabonner.")],
            ],
            button: .init(text: "Me réabonner", action: links.wayBackLink, isPrincipal: false))
    }

    /// The subscription was taken up again.
    static func restored(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        Page(
            heading: "Votre abonnement est rétabli",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" recevra de nouveau «\u{A0}\(subscription.listName)\u{A0}»."),
                ],
                [.plain("Vous pouvez changer d’avis à tout moment.")],
            ],
            button: .init(text: "Me désabonner", action: links.unsubscribeLink, isPrincipal: false))
    }

    /// The question that a list asks before it writes to anybody, with its one button.
    static func question(_ subscription: SubscriptionView, action: String) -> Page {
        Page(
            heading: "Confirmez votre inscription",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" a été inscrite à «\u{A0}\(subscription.listName)\u{A0}». Un clic suffit pour confirmer."),
                ],
                [
                    .plain("Vous n’avez rien demandé\u{202F}? Fermez cette page\u{A0}: "),
                    .plain("sans confirmation, aucune lettre ne vous sera envoyée."),
                ],
            ],
            button: .init(text: "Confirmer mon inscription", action: action, isPrincipal: true))
    }

    /// The reader has said yes, now or long ago.
    static func confirmed(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        Page(
            heading: "Votre inscription est confirmée",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" recevra «\u{A0}\(subscription.listName)\u{A0}»."),
                ],
                [.plain("Vous pouvez changer d’avis à tout moment.")],
            ],
            button: .init(text: "Me désabonner", action: links.unsubscribeLink, isPrincipal: false))
    }

    /// One answer for every link that names no subscription, whatever is wrong with it.
    static var unknownLink: Page {
        Page(
            status: .notFound, heading: "Ce lien ne mène à aucun abonnement",
            paragraphs: [
                [.plain("Il a peut-être été coupé en chemin\u{A0}: ouvrez-le de nouveau depuis le message reçu.")],
                [.plain("Si cette page revient, écrivez-nous\u{A0}: nous ferons le nécessaire.")],
            ])
    }

    /// The store can't answer now. Says nothing about what was done, since nobody knows.
    static var unavailable: Page {
        Page(
            status: .serviceUnavailable, headers: [.retryAfter: "120"],
            heading: "Un instant de patience",
            paragraphs: [
                [.plain("Notre service est momentanément indisponible.")],
                [
                    .plain("Ouvrez de nouveau ce lien dans quelques minutes\u{A0}: il reste valable, "),
                    .plain("et votre choix sera pris en compte aussitôt."),
                ],
            ])
    }

    /// The client asks faster than anybody reads.
    ///
    /// - Parameter seconds: until it may ask again.
    static func tooMany(retryAfter seconds: Int) -> Page {
        Page(
            status: .tooManyRequests, headers: [.retryAfter: "\(seconds)"],
            heading: "Trop de demandes à la fois",
            paragraphs: [
                [.plain("Votre connexion nous a envoyé beaucoup de demandes en peu de temps.")],
                [
                    .plain("Attendez un instant, puis ouvrez de nouveau ce lien\u{A0}: il reste valable, "),
                    .plain("et votre choix sera pris en compte aussitôt."),
                ],
            ])
    }

    /// No page lives here.
    static var notFound: Page {
        Page(
            status: .notFound, heading: "Cette page n’existe pas",
            paragraphs: [
                [.plain("Pour vous désabonner, ouvrez le lien qui se trouve au bas du message reçu.")]
            ])
    }

    /// Neither GET, HEAD nor POST.
    static var wrongMethod: Page {
        Page(
            status: .methodNotAllowed, headers: [.allow: "GET, HEAD, POST"], heading: "Cette demande n’est pas prévue",
            paragraphs: [
                [.plain("Pour vous désabonner, ouvrez le lien qui se trouve au bas du message reçu.")]
            ])
    }

    /// A body that no button of ours sends.
    static var tooLarge: Page {
        Page(
            status: .contentTooLarge, heading: "Cette demande est trop longue",
            paragraphs: [
                [.plain("Pour vous désabonner, ouvrez le lien qui se trouve au bas du message reçu.")]
            ])
    }
}
