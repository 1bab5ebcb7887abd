import Hummingbird
import Templates

/// One kind of message, as the demo's form offers it.
struct DemoKind: ResponseEncodable, Codable, Sendable {
    var name: String
    /// What the kind is called in French; its name where it is none of those that ship.
    var title: String
    /// What its messages are for, in French where the kind says so.
    var description: String
    /// The description's language.
    var language: String
    /// Whether it goes to every reader of a list.
    var isNewsletter: Bool
    /// The kind's sample parameters, a JSON object: what the form is filled with.
    var sample: String

    init(name: String, description: KindDescription, isNewsletter: Bool = false, sample: String) {
        let line = description.line(in: "fr")
        self.name = name
        title = Self.titles[name] ?? name
        self.description = line.text
        language = line.language
        self.isNewsletter = isNewsletter
        self.sample = sample
    }

    /// This page is for a shop's people.
    static let titles = [
        "password-reset": "Mot de passe oublié",
        "registration": "Inscription",
        "already-registered": "Compte existant",
        "password-changed": "Mot de passe changé",
        "email-changed": "Adresse changée",
        "account-updated": "Compte modifié",
        "newsletter": "Lettre d’information",
        "newsletter-unsubscribed": "Désabonnement",
        "newsletter-confirmation": "Abonnement à confirmer",
        "order-confirmed": "Commande confirmée",
        "order-shipped": "Commande expédiée",
        "order-refunded": "Commande remboursée",
        "withdrawal-received": "Rétractation reçue",
        "product-recall": "Rappel de produit",
        "sign-in-code": "Code de connexion",
    ]
}
