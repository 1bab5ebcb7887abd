import FoundationEssentials
import Mail
import Templates

/// A shop to write letters for.
enum Shop {
    static let settings = ShopSettings(
        name: "Boutique L’Œuf", url: "https://www.boutique.example", helpAddress: "aide@boutique.example",
        accountURL: "https://www.boutique.example/compte",
        legal: ShopSettings.Legal(
            companyName: "L’Œuf", form: "SAS au capital de 10\u{202F}000\u{A0}€",
            registration: "123\u{A0}456\u{A0}789 RCS Lyon", office: "12 rue des Capucins, 69001 Lyon"),
        appearance: ShopSettings.Appearance(accent: "#1f5d50", accentText: "#ffffff"),
        newsletter: ShopSettings.Newsletter(
            name: "La lettre de L’Œuf", listID: "lettre.boutique.example", unsubscribeAddress: "desabo@boutique.example"
        ),
        privacyURL: "https://www.boutique.example/confidentialite",
        social: [ShopSettings.SocialPage(name: "Instagram", url: "https://www.instagram.com/boutique.example")])

    static let webPublicURL = "https://lettres.boutique.example"

    /// The templates that ship.
    static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "templates").path

    private static let loaded = Result { () throws(TemplateFaults) in try library(shipped) }

    /// The library that ships, loaded once.
    static func library() throws(TemplateFaults) -> TemplateLibrary { try loaded.get() }

    static func library(_ directory: String) throws(TemplateFaults) -> TemplateLibrary {
        try TemplateLibrary(directory: directory, shop: settings, webPublicURL: webPublicURL)
    }
}
