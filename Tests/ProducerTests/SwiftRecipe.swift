import ExampleDatabase
import FacteurClient
import Foundation

typealias Database = LibPQConnection

func welcome(_ account: String, _ email: String, _ token: String, on database: Database) async throws -> UUID {
    try await Outbox(database).enqueue(
        Message(
            kind: "registration", to: email, parameters: ["link": "https://www.shop.example/confirm?token=\(token)"],
            dedupKey: "account-\(account)"))
}

/// The account and its mail: both, or neither.
func register(_ email: String, _ token: String, on database: Database) async throws -> (account: String, UUID) {
    try await database.transaction {
        let insert = "INSERT INTO account (email, confirm_hash) VALUES ($1, encode(sha256($2), 'hex')) RETURNING id"
        let account = try await database.rows(of: insert, with: [email, token]).first?[0] ?? ""
        return (account, try await welcome(account, email, token, on: database))
    }
}

struct NoCursor: Error {}

/// Each event once: the cursor moves in the transaction that does something about them.
func readEvents(on database: Database, _ say: (String) -> Void) async throws {
    try await database.transaction {
        guard let cursor = try await database.rows(of: "SELECT value FROM mail_cursor FOR UPDATE").first?[0] else {
            throw NoCursor()
        }
        for event in try await Outbox(database).events(since: Int64(cursor) ?? 0) {
            say("event \(event.event) \(event.kind)")
            _ = try await database.rows(of: "UPDATE mail_cursor SET value = $1", with: [String(event.cursor)])
        }
    }
}

func shop(on database: Database, _ say: (String) -> Void) async throws {
    let (email, token) = ("camille@client.example", "3f1e0c8a5d")
    let (account, message) = try await register(email, token, on: database)
    say("enqueued \(message.uuidString.lowercased())")
    // The same key: the first message's id.
    say("again \(try await welcome(account, email, token, on: database).uuidString.lowercased())")
    do {
        _ = try await register("camille@@client.example", token, on: database)
    } catch let refusal as Refusal {
        say("refused \(Refusal.sqlState) \(refusal.message)")
    }
    say("state \(try await Outbox(database).state(of: message)?.rawValue ?? "unknown")")
    try await readEvents(on: database, say)
}
