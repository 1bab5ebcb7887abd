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
/// | `POST /w/PROVIDER` | takes in what the provider reports, once it has proven to be the one |
///
/// A link that names no subscription gets one and the same answer, whatever is wrong with it.
package struct UnsubscribeEndpoint: Service {
    private let listener: HTTPListener<PublicResponder>

    /// - Parameters:
    ///   - store: where subscriptions are kept.
    ///   - webhooks: where providers' reports go; nil where none may report.
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
        store: any Subscriptions, webhooks: WebhookIntake? = nil, shop: ShopIdentity, requestsPerMinute: Int,
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
        listener = HTTPListener(
            host: host, port: port, setting: "web.listen",
            responder: PublicResponder(readers: readers, providers: providers),
            timeout: timeout, tooLarge: frame.response(UnsubscribePages.tooLarge),
            allowance: webhooks.map { _ in WebhookResponder.allowance }, socket: socket, logger: logger,
            onListening: onListening)
    }

    /// Serves until graceful shutdown. Throws `ListenFault` when the address cannot be bound.
    package func run() async throws { try await listener.run() }
}
