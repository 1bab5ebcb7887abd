import ExampleDatabase
import Foundation

/// A customer.
struct Account: Sendable {
    let id: String
    let email: String
    let name: String
    let passwordHash: String
    let isSubscribed: Bool
}

/// Customers, as rows.
struct Accounts: Sendable {
    let database: LibPQConnection

    private static let columns = "a.id, a.email, a.name, a.password_hash, a.newsletter"

    /// One by a condition on `a`.
    private func find(_ condition: String, _ values: [String?]) async throws -> Account? {
        let rows = try await database.rows(of: "SELECT \(Self.columns) FROM account a \(condition)", with: values)
        return rows.first.flatMap { Account($0) }
    }

    func find(email: String) async throws -> Account? { try await find("WHERE a.email = $1", [email]) }

    func find(session hash: String) async throws -> Account? {
        try await find("JOIN session s ON s.account = a.id WHERE s.hash = $1 AND s.expires_at > now()", [hash])
    }

    /// A new customer; nil where the address has an account meanwhile.
    func add(email: String, name: String?, passwordHash: String?) async throws -> Account? {
        let insert = """
            INSERT INTO account AS a (email, name, password_hash) VALUES ($1, $2, $3)
            ON CONFLICT (email) DO NOTHING RETURNING \(Self.columns)
            """
        return try await database.rows(of: insert, with: [email, name, passwordHash]).first.flatMap { Account($0) }
    }

    func setName(_ name: String, of account: Account) async throws {
        _ = try await database.rows(of: "UPDATE account SET name = $2 WHERE id = $1", with: [account.id, name])
    }

    /// False where another account has the address meanwhile.
    func setEmail(_ email: String, of account: Account) async throws -> Bool {
        let update = """
            UPDATE account a SET email = $2 WHERE id = $1 AND NOT EXISTS (SELECT FROM account b WHERE b.email = $2) RETURNING id
            """
        return try await !database.rows(of: update, with: [account.id, email]).isEmpty
    }

    /// Sets a password, signs everybody out who came by the old one, and ends the links that they may have asked for.
    func setPassword(hash: String, of account: Account) async throws {
        _ = try await database.rows(
            of: "UPDATE account SET password_hash = $2 WHERE id = $1", with: [account.id, hash])
        _ = try await database.rows(of: "DELETE FROM session WHERE account = $1", with: [account.id])
        _ = try await database.rows(
            of: "DELETE FROM link WHERE account = $1 AND purpose IN ('reset', 'address')", with: [account.id])
    }

    /// What a customer says of the newsletter now.
    func setSubscribed(_ isSubscribed: Bool, email: String) async throws {
        _ = try await database.rows(
            of: "UPDATE account SET newsletter = $2, newsletter_at = clock_timestamp() WHERE email = lower($1)",
            with: [email, String(isSubscribed)])
    }

    /// What a customer said of the newsletter elsewhere, unless they have spoken since.
    func setUnsubscribed(email: String, at moment: Date) async throws {
        let update = """
            UPDATE account SET newsletter = false, newsletter_at = to_timestamp($2::float8)
            WHERE email = lower($1) AND newsletter_at < to_timestamp($2::float8)
            """
        _ = try await database.rows(of: update, with: [email, String(moment.timeIntervalSince1970)])
    }
}

extension Account {
    fileprivate init?(_ row: [String?]) {
        guard row.count == 5, let id = row[0], let email = row[1], let name = row[2], let hash = row[3] else {
            return nil
        }
        self.init(id: id, email: email, name: name, passwordHash: hash, isSubscribed: row[4] == "t")
    }
}
