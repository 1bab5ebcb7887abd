import Hummingbird

/// One kind of message, as the demo's form offers it.
struct DemoKind: ResponseEncodable, Codable, Sendable {
    var name: String
    /// In French: what the kind is called, and what its messages are for. The kind's own words where it is none of those that ship.
    var title: String
    var description: String
    /// The language of title and description.
    var language: String
    /// Whether it goes to every reader of a list.
    var isNewsletter: Bool
    /// The kind's sample parameters, a JSON object: what the form is filled with.
    var sample: String

    init(name: String, description: String, isNewsletter: Bool = false, sample: String) {
        let french = Self.french[name]
        self.name = name
        title = french?.title ?? name
        self.description = french?.description ?? description
        language = french == nil ? "en" : "fr"
        self.isNewsletter = isNewsletter
        self.sample = sample
    }

    /// `kind.yaml` is written for editors and operators, in English; this page is for a shop's people.
    static let french: [String: (title: String, description: String)] = [
        "password-reset": (
            "Mot de passe oublié", "Le lien par lequel on choisit un nouveau mot de passe, valable deux jours."
        ),
        "registration": ("Inscription", "Bienvenue, et l’adresse à confirmer."),
        "already-registered": (
            "Compte existant", "Quelqu’un s’inscrit avec une adresse qui a déjà un compte."
        ),
        "password-changed": ("Mot de passe changé", "Un avis, et que faire si ce n’était pas vous."),
        "email-changed": ("Adresse changée", "Un avis à l’ancienne adresse et à la nouvelle."),
        "account-updated": ("Compte modifié", "Un avis\u{00A0}: ce qui a changé, et quand."),
        "newsletter": ("Lettre d’information", "Un numéro, pour tous les abonnés de la démonstration."),
        "newsletter-unsubscribed": ("Désabonnement", "La confirmation, et le chemin du retour."),
        "newsletter-confirmation": ("Abonnement à confirmer", "La question du double consentement."),
        "order-confirmed": ("Commande confirmée", "Ce qui a été commandé, à quel prix, et quand cela arrive."),
        "order-shipped": ("Commande expédiée", "Ce qui est parti, par qui, et où le suivre."),
        "order-refunded": ("Commande remboursée", "Le montant rendu, et le détail de ce qu’il couvre."),
        "withdrawal-received": (
            "Rétractation reçue", "L’accusé de réception que demande la loi, avec la date et l’heure."
        ),
        "product-recall": ("Rappel de produit", "Un produit dangereux, à ne plus utiliser."),
        "sign-in-code": ("Code de connexion", "Un code, valable quelques minutes."),
    ]
}
