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
package struct UnsubscribeEndpoint: Service {
    private let listener: HTTPListener<UnsubscribeResponder>

    /// - Parameters:
    ///   - store: where subscriptions are kept.
    ///   - shopName: the sender's name as readers know it.
    ///   - host: the name or address to listen on; empty for every IPv4 interface.
    ///   - port: 0 lets the system choose.
    ///   - logger: told when the store is lost and when it is back; never of a token or an address.
    ///   - onListening: called once with the bound port, when connections are accepted.
    package init(
        store: any Subscriptions, shopName: String, host: String, port: Int, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        listener = HTTPListener(
            host: host, port: port, setting: "web.listen",
            responder: UnsubscribeResponder(store: store, pages: UnsubscribePages(shopName: shopName), logger: logger),
            logger: logger, onListening: onListening)
    }

    /// Serves until graceful shutdown. Throws `ListenFault` when the address cannot be bound.
    package func run() async throws { try await listener.run() }
}
