import Mail
import TestServers

@testable import Postgres

/// A database of a test's own with the kinds that the tests know, and a session in it.
struct OutboxFixture: Sendable {
    let database: TestDatabase
    let sql: DatabaseSession

    static let link = "https://boutique.test/mdp?jeton=CANARI-7f3a"
    static let kinds = [
        KindDefinition(
            name: "password-reset", lane: .transactional,
            parameters: [
                ParameterDefinition(name: "link", type: .url, isRequired: true, isSecret: true),
                ParameterDefinition(name: "firstName", type: .string, isRequired: false, isSecret: false),
            ],
            retry: nil, expiresAfter: .seconds(2 * 86400), inDoubt: .resend, locales: ["fr"]),
        KindDefinition(
            name: "account-updated", lane: .transactional,
            parameters: [
                ParameterDefinition(name: "changes", type: .list, isRequired: true, isSecret: false),
                ParameterDefinition(name: "at", type: .datetime, isRequired: false, isSecret: false),
                ParameterDefinition(name: "count", type: .integer, isRequired: false, isSecret: false),
                ParameterDefinition(name: "support", type: .email, isRequired: false, isSecret: false),
            ],
            retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"]),
        KindDefinition(
            name: "newsletter", lane: .bulk, parameters: [], retry: nil, expiresAfter: nil, inDoubt: .hold,
            locales: ["fr"]),
    ]

    static func make() async throws -> OutboxFixture {
        let database = try await TestDatabase.make()
        try await PostgresInstallation(database.settings).publish(kinds)
        return OutboxFixture(database: database, sql: DatabaseSession(settings: database.settings))
    }

    /// The same database as an application's own user sees it, who is a member of this role; the name is one of this database alone.
    func user(_ name: String, in role: String = "facteur_producer") throws -> OutboxFixture {
        let user = "\(database.name)_\(name)"
        try database.psql("create user \(user) in role \(role) password 'p'")
        let own = database.url.split(separator: "@")
        var settings = database.settings
        settings.url = "postgresql://\(user)@\(own[1])"
        settings.password = DatabaseSettings.Password("p")
        return OutboxFixture(database: database, sql: DatabaseSession(settings: settings))
    }

    /// A worker that is registered. Its clock stands still until it is moved, so that a slow machine's claims are as quick as any.
    func worker(_ clock: StandingClock = StandingClock()) async throws -> PostgresOutbox {
        let outbox = PostgresOutbox(database.settings) { clock.now }
        try await outbox.enlist()
        return outbox
    }

    /// A worker that stopped saying that it lives, long ago.
    func kill(_ worker: PostgresOutbox) async throws {
        try await sql.execute(
            "update facteur.worker set heartbeat_at = now() - interval '31 seconds' where epoch = $1::uuid",
            [Value(worker.epoch)])
    }

    /// A worker whose heartbeats have been coming for a while.
    func steady(_ worker: PostgresOutbox) async throws {
        try await sql.execute(
            "update facteur.worker set steady_since = now() - interval '10 seconds' where epoch = $1::uuid",
            [Value(worker.epoch)])
    }

    /// Lets a worker die, and another one take its leases back.
    func successor(of worker: PostgresOutbox) async throws -> PostgresOutbox {
        let successor = try await self.worker()
        try await kill(worker)
        try await steady(successor)
        try await successor.releaseDeadWorkers()
        return successor
    }

    /// The value of an SQL expression, or of a query in its place, as text.
    func value(_ expression: String, _ values: [Value] = []) async throws -> String? {
        try await sql.rows("select (\(expression))::text as value", values) { $0.text("value") }.first ?? nil
    }

    /// Enqueues a password reset; `more` are further arguments, from the comma on.
    @discardableResult
    func enqueue(_ recipient: String = "client@exemple.test", _ more: String = "") async throws -> MessageID {
        let expression = "facteur.enqueue('password-reset', $1, jsonb_build_object('link', $2::text)\(more))"
        let text = try await value(expression, [Value(recipient), Value(Self.link)])
        return try id(text)
    }

    func state(_ message: MessageID) async throws -> String? {
        try await value("facteur.message_state($1::uuid)", [Value(message)])
    }

    func id(_ text: String?) throws -> MessageID {
        guard let id = text.flatMap({ MessageID($0) }) else {
            throw ProgramError(description: "no id: \(text ?? "null")")
        }
        return id
    }

    /// A list with its subscribers.
    func subscribe(_ addresses: [String], to list: String = "nouveautes") async throws {
        for address in addresses {
            _ = try await value("facteur.subscribe($1, $2)", [Value(address), Value(list)])
        }
    }

    func createNewsletter(_ more: String = "") async throws -> MessageID {
        let content = #"{"subject": "Printemps", "text": "Bonjour"}"#
        return try id(
            try await value("facteur.create_newsletter('nouveautes', $1::jsonb\(more))", [Value(content)]))
    }

    /// Takes back what dead workers held, promotes and expands, until there is nothing more to do now.
    func promoteAll(_ worker: PostgresOutbox) async throws {
        try await worker.releaseDeadWorkers()
        for lane in Lane.allCases {
            while try await worker.promoteDue(lane) == .zero {}
        }
        while try await worker.expandIssues() == .zero {}
    }
}

extension Settlement {
    /// A settlement of a claim, as a journey would write it.
    init(_ claimed: Claimed, _ outcome: Outcome, code: Int? = 250, enhanced: String? = "2.0.0", reply: String = "Ok") {
        self.init(
            lease: claimed.lease, outcome: outcome, code: code, enhanced: enhanced, reply: reply,
            relay: "relais.test:587",
            timings: Timings(queued: .milliseconds(12), render: .milliseconds(1), dialogue: .milliseconds(34)))
    }
}

/// The line of the error that the body throws; nil when it throws none.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch {
        return "\(error)"
    }
}
