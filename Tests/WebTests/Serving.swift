import Logging
import ServiceLifecycle
import Synchronization
import Web
import Webhooks

/// Runs a service until `body` is through, and stops it gracefully.
func serving(
    _ make: (_ onListening: @escaping @Sendable (Int) async -> Void) -> any Service,
    _ body: (_ port: Int) async throws -> Void
) async throws {
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let service = make { continuation.yield($0) }
    let group = ServiceGroup(services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { continuation.finish() }
            try await group.run()
        }
        if let port = await ports.first(where: { _ in true }) {
            do { try await body(port) } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
        }
        try await tasks.waitForAll()
    }
}

/// Runs the unsubscribe endpoint over a store. `body` gets the address that tokens are added to, `http://127.0.0.1:PORT/d/`.
func serving(
    _ store: MemorySubscriptions, webhooks: WebhookIntake? = nil, requestsPerMinute: Int = 1_000_000,
    timeout: Duration = .seconds(30), socket: CInt? = nil, archive: PublicArchive? = nil,
    shop: ShopIdentity = ShopIdentity(
        name: "Maison Crème & Fils", url: "https://creme.test/", helpAddress: "aide@creme.test"),
    logger: Logger? = nil,
    _ body: (_ base: String) async throws -> Void
) async throws {
    let logger = logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    try await serving {
        UnsubscribeEndpoint(
            store: store, webhooks: webhooks, archive: archive, shop: shop,
            requestsPerMinute: requestsPerMinute, proxies: [], host: "127.0.0.1", port: 0, socket: socket,
            timeout: timeout,
            logger: logger, onListening: $0)
    } _: { port in
        try await body("http://127.0.0.1:\(port)/d/")
    }
}

/// Keeps the lines of a log, as `level event message`.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let name = event.metadata?["event"].map { "\($0)" } ?? "-"
            lines.lines.withLock { $0.append("\(event.level) \(name) \(event.message)") }
        }
    }
}
