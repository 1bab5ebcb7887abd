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
            appearance: Appearance(settings),
            newsletter: Newsletter(
                name: settings[Keys.Shop.newsletterName] ?? "La lettre de \(name)",
                listID: settings[Keys.Shop.newsletterListID] ?? "lettre.\(domain)",
                unsubscribeAddress: settings[Keys.Mail.unsubscribeMailto],
                campaign: CampaignParameters(
                    source: settings[Keys.Newsletter.utmSource], medium: settings[Keys.Newsletter.utmMedium],
                    campaign: settings[Keys.Newsletter.utmCampaign])),
            locale: settings[Keys.Mail.locale], privacyURL: settings[Keys.Shop.privacyURL],
            social: settings.names(of: Keys.Shop.social).compactMap { network in
                settings[Keys.Shop.social.of(network)].map { SocialPage(name: Self.name(of: network), url: $0) }
            })
    }

    /// As the network writes itself, where it is not its name with a capital.
    private static let networks = [
        "linkedin": "LinkedIn", "tiktok": "TikTok", "whatsapp": "WhatsApp",
        "youtube": "YouTube",
    ]

    private static func name(of network: String) -> String {
        networks[network] ?? network.prefix(1).uppercased() + network.dropFirst()
    }
}

extension ShopSettings.Appearance {
    init(_ settings: Settings) {
        self.init(
            accent: settings[Keys.Shop.accent], accentText: settings[Keys.Shop.accentText],
            accentDark: settings[Keys.Shop.accentDark], accentTextDark: settings[Keys.Shop.accentTextDark],
            masthead: settings[Keys.Shop.masthead], mastheadText: settings[Keys.Shop.mastheadText],
            logoURL: settings[Keys.Shop.logoURL], logoDarkURL: settings[Keys.Shop.logoDarkURL])
    }
}
