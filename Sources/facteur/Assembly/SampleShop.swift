import FoundationEssentials

/// A shop that does not exist, for whoever has not set up one yet: what its settings would say, by their variables.
enum SampleShop {
    /// The settings for looking at templates and issues, with this shop's where there is no sender.
    static func settings(_ options: SettingsOptions) throws -> Settings {
        let own = try options.settings(for: .templates)
        guard own[Keys.Mail.from] == nil else { return own }
        return try SettingsReader.read(
            file: options.config, for: .templates,
            environment: environment.merging(ProcessInfo.processInfo.environment) { $1 })
    }

    static let environment = [
        Keys.Mail.from.variable: "Boutique L’Œuf <compte@boutique.example>",
        Keys.Mail.replyTo.variable: "Boutique L’Œuf <aide@boutique.example>",
        Keys.Mail.bulkFrom.variable: "Boutique L’Œuf <lettre@boutique.example>",
        Keys.Shop.form.variable: "SAS au capital de 10\u{202F}000\u{A0}€",
        Keys.Shop.registration.variable: "123\u{A0}456\u{A0}789 RCS Lyon",
        Keys.Shop.office.variable: "1 place Bellecour, 69002 Lyon",
        Keys.Shop.privacyURL.variable: "https://www.boutique.example/confidentialite",
        Keys.Shop.social.variable: "instagram=https://www.instagram.com/boutique.example",
        Keys.Web.publicURL.variable: "https://lettre.boutique.example",
    ]
}
