import Hummingbird
import Logging
import Mail
import ServiceLifecycle

/// The public door for readers of a newsletter: the unsubscribe page, and the one-click POST that mailbox providers send
/// (RFC 8058). It listens behind a reverse proxy that ends TLS.
///
/// | request | does |
/// | --- | --- |
/// | `GET`, `HEAD /d/TOKEN` | shows the page with its one button; changes nothing, since scanners follow every link |
/// | `POST /d/TOKEN` with `List-Unsubscribe=One-Click` | unsubscribes at once: no cookie, no redirect, no question |
/// | `GET`, `HEAD /c/TOKEN` | asks for the confirmation of a subscription, with one button; changes nothing |
/// | `POST /c/TOKEN` | confirms it |
/// | `POST /d/TOKEN/retour` | subscribes again, after a mistaken click |
///
/// A link that names no subscription gets one and the same answer, whatever is wrong with it.
package struct UnsubscribeEndpoint: Service {
    private let listener: HTTPListener<UnsubscribeResponder>

    /// - Parameters:
    ///   - store: where subscriptions are kept.
    ///   - shop: whom the pages speak for.
    ///   - requestsPerMinute: how often one client may look at a page; a button may be pressed `RateLimit.decisionFactor`
    ///     times as often, since mailbox providers press it for their users.
    ///   - proxies: whose `X-Forwarded-For` is believed, beside this machine's.
    ///   - host: the name or address to listen on; empty for every IPv4 interface.
    ///   - port: 0 lets the system choose.
    ///   - timeout: how long a request may take, from its head to the end of the response.
    ///   - logger: told when the store is lost and when it is back, and of clients that ask too often; never of a token or an
    ///     address.
    ///   - onListening: called once with the bound port, when connections are accepted.
    package init(
        store: any Subscriptions, shop: ShopIdentity, requestsPerMinute: Int, proxies: [IPNetwork], host: String,
        port: Int,
        timeout: Duration = .seconds(30), logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let frame = PageFrame(shop: shop)
        let rateLimiter = RateLimiter(requestsPerMinute: requestsPerMinute, proxies: proxies, logger: logger)
        listener = HTTPListener(
            host: host, port: port, setting: "web.listen",
            responder: UnsubscribeResponder(store: store, frame: frame, rateLimiter: rateLimiter, logger: logger),
            timeout: timeout, tooLarge: frame.response(UnsubscribePages.tooLarge), logger: logger,
            onListening: onListening)
    }

    /// Serves until graceful shutdown. Throws `ListenFault` when the address cannot be bound.
    package func run() async throws { try await listener.run() }
}
