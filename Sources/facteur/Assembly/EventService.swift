import Logging
import Mail
import Observability
import Postgres
import ServiceLifecycle
import Synchronization
import Webhooks

/// Puts events into their order, and tells endpoints of them. Mail goes on, whatever becomes of it.
struct EventService: Service {
    private static let tidying: Duration = .seconds(600)
    private static let tidyingPause: Duration = .milliseconds(100)
    private static let pauseAfterFault: Duration = .seconds(5)

    private let store: any EventStore
    private let deliveries: [EventDelivery]
    private let log: EventLog

    init(store: any EventStore, endpoints: [EventEndpoint], poster: any EventPoster, logger: Logger) {
        self.store = store
        let log = EventLog(logger: logger)
        self.log = log
        deliveries = endpoints.map { endpoint in
            let measures = EndpointMeasures(endpoint.name)
            return EventDelivery(endpoint: endpoint, store: store, poster: poster) { notice in
                measures.record(notice)
                log.write(notice, of: endpoint.name)
            }
        }
    }

    init(_ settings: Settings, logger: Logger) {
        self.init(
            store: PostgresEvents(DatabaseSettings(settings), retention: Retention(settings)),
            endpoints: EventEndpoint.all(settings),
            poster: EventPost(agent: "Facteur/\(Facteur.version)", clock: { Timestamp.now }), logger: logger)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await number() }
                group.addTask { await tidy() }
                for delivery in deliveries { group.addTask { await delivery.run() } }
            }
        }
        // Where the database is away the lease runs out.
        try? await store.leave()
    }

    private func number() async {
        var pace = EventPace()
        while !Task.isCancelled {
            do throws(OutboxError) {
                let found = try await store.number(EventPace.batch)
                log.stored()
                try? await Task.sleep(for: pace.pause(found: found))
            } catch {
                log.write(error)
                try? await Task.sleep(for: Self.pauseAfterFault)
            }
        }
    }

    private func tidy() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.tidying)
            do throws(OutboxError) {
                while try await store.tidy(), !Task.isCancelled { try? await Task.sleep(for: Self.tidyingPause) }
            } catch {
                log.write(error)
            }
        }
    }
}

/// What is said of events: each change once.
private final class EventLog: Sendable {
    private let logger: Logger
    private let lastFault = Mutex<OutboxError?>(nil)

    init(logger: Logger) { self.logger = logger }

    func write(_ notice: EventDelivery.Notice, of endpoint: String) {
        switch notice {
        case .told, .failed(_, _, isNew: false): break
        case .failed(let fault, let wait, isNew: true):
            logger.log(
                .webhookDown,
                "the endpoint \(endpoint) does not take events, and is asked again in \(LocalTime.words(wait)): \(fault)",
                ["endpoint": "\(endpoint)", "reason": "\(fault)"])
        case .skipped(let event, let fault):
            logger.log(
                .webhookSkipped, "the endpoint \(endpoint) is not told \(event), which it alone refuses: \(fault)",
                ["endpoint": "\(endpoint)", "reason": "\(event): \(fault)"])
        case .back: logger.log(.webhookUp, "the endpoint \(endpoint) takes events again", ["endpoint": "\(endpoint)"])
        case .storeFault(let fault): write(fault)
        }
    }

    /// A database that is away is the worker's to tell; and a schema that does not fit.
    func write(_ fault: OutboxError) {
        guard case .statement(let reason) = fault else { return }
        let isNew = lastFault.withLock { last in
            defer { last = fault }
            return last != fault
        }
        if isNew { logger.log(.statementFailed, "\(reason)", ["reason": "\(reason)"]) }
    }

    /// The database does what it is asked: a fault is news again.
    func stored() { lastFault.withLock { $0 = nil } }
}
