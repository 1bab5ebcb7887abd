import Logging
import Mail
import Observability
import Postgres
import Templates
import Web
import Webhooks

extension UnsubscribeEndpoint {
    /// The endpoint of the settings; on `socket`, where one listens already, instead of on web.listen.
    ///
    /// - Parameter templates: Their directory; nil: that of the settings, or the one that ships.
    init(
        _ settings: Settings, webhooks: WebhookIntake? = nil, templates: String? = nil, socket: CInt? = nil,
        logger: Logger, onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let listen = settings[Keys.Web.listen]
        self.init(
            store: PostgresSubscriptions(
                DatabaseSettings(settings), confirmsByMail: settings[Keys.Web.confirmUnsubscribe]),
            webhooks: webhooks,
            archive: PublicArchive(
                store: PostgresArchive(DatabaseSettings(settings)),
                pages: TemplatePages(settings, directory: templates, logger: logger),
                publicURL: settings[Keys.Web.publicURL]),
            shop: ShopIdentity(ShopSettings(settings)),
            requestsPerMinute: settings[Keys.Web.requestsPerMinute],
            proxies: settings[Keys.Web.proxies] ?? [], host: listen.bindingHost, port: listen.port, socket: socket,
            logger: logger,
            onListening: onListening)
    }
}

/// The templates as the archive uses them.
private struct TemplatePages: IssuePages {
    private let library: TemplateLibrary

    /// nil where the templates cannot be used, of which the log tells: who wants to leave a list must still find the door.
    init?(_ settings: Settings, directory: String?, logger: Logger) {
        do throws(CommandError) {
            let directory = try TemplatesFolder.path(directory ?? settings[Keys.Templates.directory])
            library = try TemplateLibrary.load(directory, settings)
        } catch {
            for line in error.lines { logger.log(.setting, "\(line); letters are not shown in browsers until then") }
            return nil
        }
    }

    func page(of issue: StoredIssue, id: MessageID, locale: String) throws(RenderFault) -> IssuePage {
        let page = try library.browserPage(of: issue, id: id, locale: locale)
        return IssuePage(html: page.html, subject: page.subject, language: page.language)
    }
}

extension ShopIdentity {
    /// What the pages say about the shop: what the letters do.
    fileprivate init(_ shop: ShopSettings) {
        let legal = shop.legal
        let company = [legal.companyName, legal.form, legal.registration].filter { !$0.isEmpty }
        self.init(
            name: shop.name, url: shop.url, helpAddress: shop.helpAddress, newsletterName: shop.newsletter.name,
            language: Language(tag: shop.locale) ?? .french,
            company: Company(
                line: company.isEmpty ? "" : company.joined(separator: ", ") + ".", office: legal.office),
            pages: Pages(
                accountURL: shop.accountURL == shop.url ? nil : shop.accountURL, privacyURL: shop.privacyURL,
                social: shop.social.map { Pages.Named(name: $0.name, url: $0.url) }),
            appearance: Appearance(
                day: Appearance.Palette(shop.appearance.light), night: Appearance.Palette(shop.appearance.dark),
                logoURL: shop.appearance.logoURL,
                logoDarkURL: shop.appearance.logoURL == nil ? nil : shop.appearance.logoDarkURL))
    }
}

extension ShopIdentity.Appearance.Palette {
    /// The letters' own colours.
    fileprivate init(_ palette: Templates.Palette) {
        self.init(
            accent: palette.accent, accentText: palette.accentText, masthead: palette.masthead,
            mastheadText: palette.mastheadText)
    }
}
