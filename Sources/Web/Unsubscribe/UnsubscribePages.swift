import Hummingbird
import Mail

/// What the public endpoint says to readers, in French. `\u{A0}` and `\u{202F}` are the non-breaking spaces that French
/// puts inside guillemets and before a colon, a question mark or a semicolon.
struct UnsubscribePages: Sendable {
    let shopName: String

    /// How things stand, and the one button.
    func offer(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        page(
            heading: "Ne plus recevoir ces messages\u{202F}?",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" reçoit «\u{A0}\(subscription.listName)\u{A0}». Un clic suffit pour arrêter."),
                ],
                [.plain("Les messages qui concernent votre compte continueront d’arriver.")],
            ],
            button: .init(text: "Se désinscrire", action: links.unsubscribeLink, isPrincipal: true))
    }

    /// The subscription has ended, now or long ago, and the way back.
    func ended(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        page(
            heading: "Votre désinscription est enregistrée",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" ne recevra plus «\u{A0}\(subscription.listName)\u{A0}». "),
                    .plain("Un envoi déjà parti peut encore vous parvenir."),
                ],
                [.plain("Ce n’est pas ce que vous vouliez\u{202F}? Vous pouvez revenir en arrière.")],
            ],
            button: .init(text: "Se réinscrire", action: links.wayBackLink, isPrincipal: false))
    }

    /// The subscription was taken up again.
    func restored(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        page(
            heading: "Votre abonnement est rétabli",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" recevra de nouveau «\u{A0}\(subscription.listName)\u{A0}»."),
                ],
                [.plain("Vous pouvez changer d’avis à tout moment.")],
            ],
            button: .init(text: "Se désinscrire", action: links.unsubscribeLink, isPrincipal: false))
    }

    /// The question that a list asks before it writes to anybody, with its one button.
    func question(_ subscription: SubscriptionView, action: String) -> Page {
        page(
            heading: "Confirmez votre inscription",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" a été inscrite à «\u{A0}\(subscription.listName)\u{A0}». Un clic suffit pour confirmer."),
                ],
                [
                    .plain("Vous n’avez rien demandé\u{202F}? Fermez cette page\u{A0}: "),
                    .plain("sans confirmation, aucun message ne sera envoyé."),
                ],
            ],
            button: .init(text: "Confirmer mon inscription", action: action, isPrincipal: true))
    }

    /// The reader has said yes, now or long ago.
    func confirmed(_ subscription: SubscriptionView, links: UnsubscribeRoute) -> Page {
        page(
            heading: "Votre inscription est confirmée",
            paragraphs: [
                [
                    .plain("L’adresse "), .strong(subscription.maskedAddress),
                    .plain(" recevra «\u{A0}\(subscription.listName)\u{A0}»."),
                ],
                [.plain("Vous pouvez changer d’avis à tout moment.")],
            ],
            button: .init(text: "Se désinscrire", action: links.unsubscribeLink, isPrincipal: false))
    }

    /// One answer for every link that names no subscription, whatever is wrong with it.
    var unknownLink: Page {
        page(
            heading: "Ce lien ne mène à aucun abonnement",
            paragraphs: [
                [.plain("Il a peut-être été coupé\u{A0}: ouvrez-le de nouveau depuis le bas du message reçu.")],
                [
                    .plain("Si cette page revient, répondez simplement à ce message en demandant "),
                    .plain("à ne plus le recevoir."),
                ],
            ])
    }

    /// The store can't answer now. Says nothing about what was done, since nobody knows.
    var unavailable: Page {
        page(
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

    /// No page lives here.
    var notFound: Page {
        page(
            status: .notFound, heading: "Cette page n’existe pas",
            paragraphs: [
                [.plain("Pour vous désinscrire, ouvrez le lien qui se trouve au bas du message reçu.")]
            ])
    }

    /// Neither GET, HEAD nor POST.
    var wrongMethod: Page {
        page(
            status: .methodNotAllowed, headers: [.allow: "GET, HEAD, POST"], heading: "Cette demande n’est pas prévue",
            paragraphs: [
                [.plain("Pour vous désinscrire, ouvrez le lien qui se trouve au bas du message reçu.")]
            ])
    }

    /// A body that no button of ours sends.
    var tooLarge: Page {
        page(
            status: .contentTooLarge, heading: "Cette demande est trop longue",
            paragraphs: [
                [.plain("Pour vous désinscrire, ouvrez le lien qui se trouve au bas du message reçu.")]
            ])
    }

    private func page(
        status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], heading: String, paragraphs: [[Page.Run]],
        button: Page.Button? = nil
    ) -> Page {
        Page(
            status: status, headers: headers, siteName: shopName, heading: heading, paragraphs: paragraphs,
            button: button)
    }
}
