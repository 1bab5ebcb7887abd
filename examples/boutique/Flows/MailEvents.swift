import ExampleDatabase
import FacteurClient
import Logging
import ServiceLifecycle

/// What became of the shop's mail, taken over into its own tables: who left the newsletter by a letter's footer sees so on the dashboard.
struct MailEvents: Service {
    let pool: ConnectionPool
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await follow() }
    }

    private func follow() async {
        while !Task.isCancelled {
            do {
                try await pool.transaction { database in try await Self.read(on: database) }
            } catch {
                logger.error("\(error)")
            }
            try? await Task.sleep(for: .seconds(2))
        }
    }

    /// Each event once: the cursor moves in the transaction that does something about them.
    private static func read(on database: LibPQConnection) async throws {
        guard let cursor = try await database.rows(of: "SELECT value FROM mail_cursor FOR UPDATE").first?[0] else {
            throw NoCursor()
        }
        let events = try await Outbox(database).events(since: Int64(cursor) ?? 0)
        for event in events where event.event == "unsubscribed" {
            guard let email = event.recipient else { continue }
            try await Accounts(database: database).setUnsubscribed(email: email, at: event.at)
        }
        guard let last = events.last else { return }
        _ = try await database.rows(of: "UPDATE mail_cursor SET value = $1", with: [String(last.cursor)])
    }

    struct NoCursor: Error, CustomStringConvertible {
        var description: String { "mail_cursor has no row, and how far events were read is not known: insert one" }
    }
}
