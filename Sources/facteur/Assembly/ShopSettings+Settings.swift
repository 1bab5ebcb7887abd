import Mail
import Templates

extension ShopSettings {
    /// What the settings say about the shop; what they leave out follows from the sender.
    init(_ settings: Settings) {
        let from = settings[Keys.Mail.from]
        let domain = from?.address.domain.ascii ?? "boutique.example"
        let name = settings[Keys.Shop.name] ?? from?.name ?? domain
        let url = settings[Keys.Shop.url] ?? "https://\(domain)/"
        self.init(
            name: name, url: url,
            helpAddress: settings[Keys.Shop.helpAddress]
                ?? (settings[Keys.Mail.replyTo] ?? from)?.address.text ?? "aide@\(domain)",
            accountURL: settings[Keys.Shop.accountURL] ?? url,
            legal: Legal(
                companyName: settings[Keys.Shop.companyName] ?? name, form: settings[Keys.Shop.form] ?? "",
                registration: settings[Keys.Shop.registration] ?? "", office: settings[Keys.Shop.office] ?? ""),
            appearance: Appearance(
                accent: settings[Keys.Shop.accent], accentText: settings[Keys.Shop.accentText],
                logoURL: settings[Keys.Shop.logoURL]),
            newsletter: Newsletter(
                name: settings[Keys.Shop.newsletterName] ?? "La lettre de \(name)",
                listID: settings[Keys.Shop.newsletterListID] ?? "lettre.\(domain)",
                unsubscribeAddress: settings[Keys.Mail.unsubscribeMailto]),
            locale: settings[Keys.Mail.locale])
    }
}
