import Logging
import Postgres
import Templates
import Web
import Webhooks

extension UnsubscribeEndpoint {
    /// The endpoint of the settings; on `socket`, where one listens already, instead of on web.listen.
    init(
        _ settings: Settings, webhooks: WebhookIntake? = nil, socket: CInt? = nil, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let listen = settings[Keys.Web.listen]
        self.init(
            store: PostgresSubscriptions(
                DatabaseSettings(settings), confirmsByMail: settings[Keys.Web.confirmUnsubscribe]),
            webhooks: webhooks, shop: ShopIdentity(ShopSettings(settings)),
            requestsPerMinute: settings[Keys.Web.requestsPerMinute],
            proxies: settings[Keys.Web.proxies] ?? [], host: listen.bindingHost, port: listen.port, socket: socket,
            logger: logger,
            onListening: onListening)
    }
}

extension ShopIdentity {
    /// What the pages say about the shop: what the letters do.
    fileprivate init(_ shop: ShopSettings) {
        let legal = shop.legal
        let company = [legal.companyName, legal.form, legal.registration].filter { !$0.isEmpty }
        self.init(
            name: shop.name, url: shop.url, helpAddress: shop.helpAddress,
            legal: [company.joined(separator: ", ") + "."]
                + (legal.office.isEmpty ? [] : ["Siège social\u{A0}: \(legal.office)."]),
            accent: shop.appearance.accent, accentText: shop.appearance.accentText)
    }
}
