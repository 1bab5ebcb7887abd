import ExampleDatabase

/// What a link in a mail stands for.
struct Link: Sendable {
    enum Purpose: String, Sendable {
        case registration, reset, address
    }

    let purpose: Purpose
    let email: String
    let accountEmail: String?
    let name: String?
    let passwordHash: String?
}

/// Links that work once.
struct Links: Sendable {
    let database: LibPQConnection

    /// A new one; its secret. Earlier ones for the same purpose and address work no more: only the last mail counts.
    func add(
        _ purpose: Link.Purpose, email: String, account: Account? = nil, name: String? = nil,
        passwordHash: String? = nil
    ) async throws -> String {
        let secret = Secret.make()
        _ = try await database.rows(
            of: "DELETE FROM link WHERE email = $1 AND purpose = $2", with: [email, purpose.rawValue])
        _ = try await database.rows(
            of: "INSERT INTO link (hash, purpose, email, account, name, password_hash) VALUES ($1, $2, $3, $4, $5, $6)",
            with: [Secret.hash(secret), purpose.rawValue, email, account?.id, name, passwordHash])
        return secret
    }

    /// Uses one up; nil where it is unknown, used or too old.
    func take(_ secret: String, _ purposes: Link.Purpose...) async throws -> Link? {
        let take = """
            DELETE FROM link l WHERE hash = $1 AND purpose = ANY (string_to_array($2, ' ')) AND expires_at > now()
            RETURNING purpose, email, (SELECT a.email FROM account a WHERE a.id = l.account), name, password_hash
            """
        let words = purposes.map(\.rawValue).joined(separator: " ")
        guard let row = try await database.rows(of: take, with: [Secret.hash(secret), words]).first,
            let purpose = row[0].flatMap({ Link.Purpose(rawValue: $0) }), let email = row[1]
        else { return nil }
        return Link(purpose: purpose, email: email, accountEmail: row[2], name: row[3], passwordHash: row[4])
    }
}
