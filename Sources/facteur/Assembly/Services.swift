import Logging
import ServiceLifecycle
import UnixSignals

/// Services that live and end together.
enum Services {
    /// Runs them until SIGTERM or SIGINT, then stops them gracefully, the last one first. Throws what one of them threw.
    static func run(_ services: [any Service], logger: Logger) async throws {
        try await group(services, logger: logger).run()
    }

    /// The same as a group, which also ends when it is told.
    static func group(_ services: [any Service], logger: Logger) -> ServiceGroup {
        // What the group says of itself is no event of ours; its errors are.
        var quiet = logger
        quiet.logLevel = .critical
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { service in
                    // One that ends on its own, as the worker does when told to stop while it waits, ends them all.
                    .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    }
}
