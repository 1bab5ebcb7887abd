import Logging
import ServiceLifecycle
import UnixSignals

/// A service that says its name: a group asks each for it by printing it, and of one that says nothing all that it is made of, for ten
/// milliseconds of a start.
private struct NamedService: Service, CustomStringConvertible {
    let service: any Service

    var description: String { "\(type(of: service))" }

    func run() async throws { try await service.run() }
}

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
                    .init(service: NamedService(service: service), successTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
    }
}
