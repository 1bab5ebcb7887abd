import Hummingbird
import Logging
import Mail
import Platform
import ServiceLifecycle
import Webhooks

/// The public door: for readers of a newsletter the unsubscribe page, and the one-click POST that mailbox providers send (RFC 8058); for
/// the providers that deliver our mail, where they tell how it fared. It listens behind a reverse proxy that ends TLS.
///
/// | request | does |
/// | --- | --- |
/// | `GET`, `HEAD /d/TOKEN` | shows the page with its one button; changes nothing, since scanners follow every link |
/// | `POST /d/TOKEN` with `List-Unsubscribe=One-Click` | unsubscribes at once: no cookie, no redirect, no question |
/// | `GET`, `HEAD /c/TOKEN` | asks for the confirmation of a subscription, with one button; changes nothing |
/// | `POST /c/TOKEN` | confirms it |
/// | `POST /d/TOKEN/retour` | subscribes again, after a mistaken click |
/// | `GET`, `HEAD /p/TOKEN` | shows all lists of the reader with how much they get of each; changes nothing |
/// | `POST /p/TOKEN` | stores what they choose |
/// | `GET /archive/LIST`, `/archive/LIST/feed.atom` | a public list's issues, and the same as a feed |
/// | `GET /archive/LIST/ISSUE` | an issue that has begun to go out |
/// | `GET /i/HASH.png` | a picture of an issue |
/// | `POST /w/PROVIDER` | takes in what the provider reports, once it has proven to be the one |
///
/// A link that names no subscription gets one and the same answer, whatever is wrong with it.
package struct UnsubscribeEndpoint: Service {
    private let listener: HTTPListener<PublicResponder>

    /// - Parameters:
    ///   - store: where subscriptions are kept.
    ///   - webhooks: where providers' reports go; nil where none may report.
    ///   - archive: what is shown to everybody; nil where nothing is.
    ///   - shop: whom the pages speak for.
    ///   - requestsPerMinute: how often one client may look at a page; a button may be pressed `RateLimit.decisionFactor`
    ///     times as often, since mailbox providers press it for their users.
    ///   - proxies: whose `X-Forwarded-For` is believed, beside this machine's.
    ///   - host: the name or address to listen on; empty for every IPv4 interface.
    ///   - port: 0 lets the system choose.
    ///   - socket: a socket that listens already, in place of host and port; nil to bind these.
    ///   - timeout: how long a request may take, from its head to the end of the response.
    ///   - logger: told when the store is lost and when it is back, and of clients that ask too often; never of a token or an
    ///     address.
    ///   - onListening: called once with the bound port, when connections are accepted.
    package init(
        store: any Subscriptions, webhooks: WebhookIntake? = nil, archive: PublicArchive? = nil, shop: ShopIdentity,
        requestsPerMinute: Int,
        proxies: [IPNetwork], host: String,
        port: Int, socket: CInt? = nil,
        timeout: Duration = .seconds(30), logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let frame = PageFrame(shop: shop)
        let rateLimiter = RateLimiter(requestsPerMinute: requestsPerMinute, proxies: proxies, logger: logger)
        let outage = DatabaseOutage(logger: logger)
        let readers = UnsubscribeResponder(store: store, frame: frame, rateLimiter: rateLimiter, outage: outage)
        let providers = webhooks.map {
            WebhookResponder(
                intake: $0, rateLimiter: rateLimiter, outage: outage, measures: WebhookMeasures($0.providers))
        }
        let letters = archive.map { archive in
            ArchiveResponder(
                store: archive.store,
                shelf: archive.pages.map { IssueShelf(store: archive.store, pages: $0, logger: logger) },
                base: Self.base(archive.publicURL), frame: frame, rateLimiter: rateLimiter, outage: outage)
        }
        let images = archive.map {
            ImageResponder(store: $0.store, frame: frame, rateLimiter: rateLimiter, outage: outage)
        }
        listener = HTTPListener(
            host: host, port: port, setting: "web.listen",
            responder: PublicResponder(readers: readers, providers: providers, archive: letters, images: images),
            timeout: timeout,
            tooLarge: frame.response(ReaderPages(shop: shop, language: shop.language).tooLarge),
            allowance: webhooks.map { _ in WebhookResponder.allowance }, socket: socket, logger: logger,
            onListening: onListening)
    }

    /// Without a slash at its end; empty where it is not known.
    private static func base(_ url: String?) -> String {
        guard let url else { return "" }
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// Serves until graceful shutdown. Throws `ListenFault` when the address cannot be bound.
    package func run() async throws { try await listener.run() }
}
