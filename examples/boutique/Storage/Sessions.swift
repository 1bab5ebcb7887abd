import ExampleDatabase

/// Who is signed in, by their browsers' cookies.
struct Sessions: Sendable {
    let database: LibPQConnection

    func account(of secret: String) async throws -> Account? {
        try await Accounts(database: database).find(session: Secret.hash(secret))
    }

    /// Signs somebody in; the secret of the new cookie, which nobody can have known before.
    func open(for account: Account) async throws -> String {
        let secret = Secret.make()
        _ = try await database.rows(of: "DELETE FROM session WHERE expires_at < now()")
        _ = try await database.rows(
            of: "INSERT INTO session (hash, account) VALUES ($1, $2)", with: [Secret.hash(secret), account.id])
        return secret
    }

    func close(_ secret: String) async throws {
        _ = try await database.rows(of: "DELETE FROM session WHERE hash = $1", with: [Secret.hash(secret)])
    }
}
