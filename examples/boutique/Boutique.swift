import ExampleDatabase
import Foundation
import Hummingbird
import Logging
import NIOCore

/// A small shop whose mail goes by the outbox, over the database that libpq's variables name.
@main
struct Boutique {
    static func main() async throws {
        let configuration = Configuration(environment: ProcessInfo.processInfo.environment)
        let pool = ConnectionPool()
        try await pool.use { database in try await Schema.make(on: database) }
        var logger = Logger(label: "boutique")
        logger.logLevel = .warning
        let site = Site(configuration: configuration, pool: pool)
        var application = Application(
            router: site.router(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: configuration.port)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                site.address.set("http://127.0.0.1:\(port)")
                FileHandle.standardOutput.write(Data("The shop is open on http://127.0.0.1:\(port)/\n".utf8))
            },
            logger: logger)
        application.addServices(MailEvents(pool: pool, logger: logger))
        try await application.runService()
    }
}

/// What the environment says besides libpq's variables.
struct Configuration: Sendable {
    /// `BOUTIQUE_PORT`; 0 takes a free one.
    var port: Int
    /// `BOUTIQUE_MAILBOX`: the page on which the demo shows the mail; nil without one.
    var mailbox: String?

    init(environment: [String: String]) {
        port = environment["BOUTIQUE_PORT"].flatMap { Int($0) } ?? 8030
        mailbox = environment["BOUTIQUE_MAILBOX"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
