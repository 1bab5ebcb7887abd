import Hummingbird
import Logging
import Mail
import ServiceLifecycle

/// What operators and Prometheus ask, for a loopback port: no login, so nothing secret.
///
/// | request | answers |
/// | --- | --- |
/// | `GET /` | the operator's page, where there is something to show |
/// | `GET /healthz` | 200 while the process does its work, 503 when it should be restarted |
/// | `GET /readyz` | 200 while mail can come in and go out, 503 while something it needs is away |
/// | `GET /metrics` | the metrics in Prometheus' text format 0.0.4 |
///
/// The health answers list their checks, one a line: `ok database: ...`, `failing relay: ...`.
package struct AdminEndpoint: Service {
    private let listener: HTTPListener<AdminResponder>

    /// - Parameters:
    ///   - health: looks how the process is; should answer from memory, at once.
    ///   - metrics: what `/metrics` shows.
    ///   - overview: asks the database what the operator's page shows; nil where there is no such page.
    ///   - banner: a sentence in French to stand on top of that page, as long as something is not as in production.
    ///   - host: the loopback name or address to listen on; empty for every IPv4 interface.
    ///   - setting: the setting that holds both, named when they cannot be bound.
    ///   - port: 0 lets the system choose.
    ///   - onListening: called once with the bound port, when connections are accepted.
    package init(
        health: @escaping @Sendable () async -> HealthReport, metrics: MetricsRegistry,
        overview: (@Sendable () async throws(OutboxError) -> Overview)? = nil,
        banner: @escaping @Sendable () -> String? = { nil }, host: String, port: Int,
        setting: String = "admin.listen", logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        listener = HTTPListener(
            host: host, port: port, setting: setting,
            responder: AdminResponder(
                health: health, metrics: metrics,
                page: overview.map {
                    OperatorPage(read: $0, hosts: AdminHosts(configured: host), banner: banner)
                }), tooLarge: AdminResponder.tooLarge,
            logger: logger,
            onListening: onListening)
    }

    /// Serves until graceful shutdown. Throws `ListenFault` when the address cannot be bound.
    package func run() async throws { try await listener.run() }
}
