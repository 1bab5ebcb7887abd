import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The mail that tells who left", .timeLimit(.minutes(2)))
struct LeavingTests {
    private static let kind = KindDefinition(
        name: "newsletter-unsubscribed", lane: .transactional,
        parameters: [
            ParameterDefinition(name: "list", type: .string, isRequired: false, isSecret: false),
            ParameterDefinition(name: "resubscribe_link", type: .url, isRequired: true, isSecret: true),
        ],
        retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"])

    /// A reader of a list, in a database that knows the kind and the pages' address.
    private func reader(knowsKind: Bool = true, url: String = "https://lettre.test/") async throws -> (
        OutboxFixture, String
    ) {
        let fixture = try await OutboxFixture.make()
        if knowsKind {
            try await PostgresInstallation(fixture.database.settings).publish(OutboxFixture.kinds + [Self.kind])
        }
        try fixture.database.psql("update facteur.installation set public_url = '\(url)'")
        try await fixture.subscribe(["Camille@b.test"])
        return (fixture, try #require(try await fixture.value("select token from facteur.subscription")))
    }

    private func mails(_ fixture: OutboxFixture) async throws -> String? {
        try await fixture.value("select count(*) from facteur.message")
    }

    @Test("It goes to the reader, with the way back, in the transaction of the click")
    func mail() async throws {
        let (fixture, token) = try await reader()
        let subscriptions = PostgresSubscriptions(fixture.database.settings, confirmsByMail: true)
        #expect(try await subscriptions.unsubscribe(token: token))
        let mail = try await fixture.value("select kind || ' ' || recipient || ' ' || locale from facteur.message")
        #expect(mail == "newsletter-unsubscribed Camille@b.test fr-FR")
        let link = try await fixture.value("select parameters ->> 'resubscribe_link' from facteur.message_secret")
        #expect(link == "https://lettre.test/d/\(token)")
        try fixture.database.psql(
            """
            begin; select facteur.resubscribe_by_token('\(token)'); delete from facteur.dedup;
            select facteur.leave_by_token('\(token)', true); rollback;
            """)
        #expect(try await mails(fixture) == "1")
    }

    @Test("It names the list that the reader left, where that has a title of its own", arguments: [false, true])
    func names(hasTitle: Bool) async throws {
        let (fixture, token) = try await reader()
        if hasTitle { try fixture.database.psql("update facteur.list set title = 'La lettre des pros'") }
        #expect(
            try await PostgresSubscriptions(fixture.database.settings, confirmsByMail: true).unsubscribe(token: token))
        let name = try await fixture.value("select coalesce(parameters ->> 'list', 'none') from facteur.message")
        #expect(name == (hasTitle ? "La lettre des pros" : "none"))
    }

    @Test("A template from before the list's name gets none")
    func older() async throws {
        let (fixture, token) = try await reader()
        try fixture.database.psql(
            """
            update facteur.list set title = 'La lettre des pros';
            update facteur.kind set parameters = parameters - 0 where name = 'newsletter-unsubscribed'
            """)
        #expect(
            try await PostgresSubscriptions(fixture.database.settings, confirmsByMail: true).unsubscribe(token: token))
        #expect(try await mails(fixture) == "1")
    }

    @Test("Who has left already, presses twice, or comes and goes all day gets no second one")
    func once() async throws {
        let (fixture, token) = try await reader()
        let subscriptions = PostgresSubscriptions(fixture.database.settings, confirmsByMail: true)
        for _ in 1...3 {
            #expect(try await subscriptions.unsubscribe(token: token))
            #expect(try await subscriptions.unsubscribe(token: token) == false)
            #expect(try await subscriptions.resubscribe(token: token))
        }
        #expect(try await mails(fixture) == "1")
    }

    @Test("Without the setting, and for who never confirmed, there is none")
    func none() async throws {
        let (fixture, token) = try await reader()
        #expect(try await PostgresSubscriptions(fixture.database.settings).unsubscribe(token: token))
        try fixture.database.psql("update facteur.subscription set status = 'pending'")
        let subscriptions = PostgresSubscriptions(fixture.database.settings, confirmsByMail: true)
        #expect(try await subscriptions.unsubscribe(token: token))
        #expect(try await mails(fixture) == "0")
    }

    @Test(
        "Where it cannot be made the reader has left all the same",
        arguments: [(false, "https://lettre.test"), (true, "")])
    func cannotBeMade(knowsKind: Bool, url: String) async throws {
        let (fixture, token) = try await reader(knowsKind: knowsKind, url: url)
        let subscriptions = PostgresSubscriptions(fixture.database.settings, confirmsByMail: true)
        #expect(try await subscriptions.unsubscribe(token: token))
        #expect(try await subscriptions.subscription(token: token)?.status == .unsubscribed)
        #expect(try await mails(fixture) == "0")
    }
}
