import ExampleDatabase

/// What a link in a mail stands for.
struct Link: Sendable {
    enum Purpose: String, Sendable {
        case registration, reset, address
    }

    let purpose: Purpose
    let email: String
    /// Whose it is, where there is an account.
    let accountID: String?
    let accountEmail: String?
    let name: String?
    let passwordHash: String?
}

/// Links that work once.
struct Links: Sendable {
    let database: LibPQConnection

    private static let columns = """
        l.purpose, l.email, l.account, (SELECT a.email FROM account a WHERE a.id = l.account), l.name, l.password_hash
        """

    /// A new one; its secret. Earlier ones for the same purpose and address work no more: only the last mail counts. Nor do those for other
    /// new addresses of the account.
    func add(
        _ purpose: Link.Purpose, email: String, account: Account? = nil, name: String? = nil,
        passwordHash: String? = nil
    ) async throws -> String {
        let secret = Secret.make()
        if let account, purpose == .address { try await removeAddressLinks(of: account) }
        _ = try await database.rows(
            of: "DELETE FROM link WHERE email = $1 AND purpose = $2", with: [email, purpose.rawValue])
        _ = try await database.rows(
            of: "INSERT INTO link (hash, purpose, email, account, name, password_hash) VALUES ($1, $2, $3, $4, $5, $6)",
            with: [Secret.hash(secret), purpose.rawValue, email, account?.id, name, passwordHash])
        return secret
    }

    /// Ends an account's links to new addresses.
    func removeAddressLinks(of account: Account) async throws {
        _ = try await database.rows(
            of: "DELETE FROM link WHERE account = $1 AND purpose = 'address'", with: [account.id])
    }

    /// What one stands for, which stays as it is; nil where it is unknown, used or too old.
    func find(_ secret: String, _ purposes: Link.Purpose...) async throws -> Link? {
        let find = "SELECT \(Self.columns) FROM link l \(Self.condition)"
        return try await link(find, secret, purposes)
    }

    /// Uses one up; nil where it is unknown, used or too old.
    func take(_ secret: String, _ purposes: Link.Purpose...) async throws -> Link? {
        let take = "DELETE FROM link l \(Self.condition) RETURNING \(Self.columns)"
        return try await link(take, secret, purposes)
    }

    private static let condition = """
        WHERE l.hash = $1 AND l.purpose = ANY (string_to_array($2, ' ')) AND l.expires_at > now()
        """

    private func link(_ statement: String, _ secret: String, _ purposes: [Link.Purpose]) async throws -> Link? {
        let words = purposes.map(\.rawValue).joined(separator: " ")
        let rows = try await database.rows(of: statement, with: [Secret.hash(secret), words])
        return rows.first.flatMap { Link($0) }
    }
}

extension Link {
    fileprivate init?(_ row: [String?]) {
        guard row.count == 6, let purpose = row[0].flatMap({ Purpose(rawValue: $0) }), let email = row[1] else {
            return nil
        }
        self.init(
            purpose: purpose, email: email, accountID: row[2], accountEmail: row[3], name: row[4], passwordHash: row[5])
    }
}
