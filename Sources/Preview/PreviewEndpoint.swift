import Hummingbird
import Logging
import ServiceLifecycle
import Web

/// The page on which an editor watches the templates. For loopback only: it has no login.
///
/// | request | answers |
/// | --- | --- |
/// | `GET /` | all kinds in all locales, with their faults |
/// | `GET /KIND/LOCALE` | one of them; `vue` chooses what of it, `fond` light or dark |
/// | `GET /KIND/LOCALE/lettre` | its HTML part alone, for the frame in that page |
/// | `GET /changes?after=VERSION` | waits until there is another version, and names it |
package struct PreviewEndpoint: Service {
    /// The address that it listens on.
    package static let host = "127.0.0.1"

    private let listener: HTTPListener<PreviewResponder>
    private let feed: PreviewFeed

    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - onListening: called once with the bound port, when connections are accepted.
    package init(
        feed: PreviewFeed, port: Int, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.feed = feed
        listener = HTTPListener(
            host: Self.host, port: port, setting: "--port", responder: PreviewResponder(feed: feed),
            tooLarge: Response(status: .contentTooLarge), logger: logger, onListening: onListening)
    }

    /// Serves until graceful shutdown. Throws `ListenFault` when the port cannot be bound.
    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await listener.run()
        } onGracefulShutdown: {
            feed.close()
        }
    }
}
