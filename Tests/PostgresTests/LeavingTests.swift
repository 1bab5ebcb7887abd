import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The mail that tells who left", .timeLimit(.minutes(2)))
struct LeavingTests {
    private static let kind = KindDefinition(
        name: "newsletter-unsubscribed", lane: .transactional,
        parameters: [ParameterDefinition(name: "resubscribe_link", kind: .link, isRequired: true, isSecret: true)],
        retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"])

    /// A reader of a list, in a database that knows the kind and the pages' address.
    private func reader(knowsKind: Bool = true, url: String = "https://lettre.test/") async throws -> (Room, String) {
        let room = try await Room.make()
        if knowsKind { try await Migrator(room.database.settings).publish(Room.kinds + [Self.kind]) }
        try room.database.psql("update facteur.installation set public_url = '\(url)'")
        try await room.subscribe(["Camille@b.test"])
        return (room, try #require(try await room.value("select token from facteur.subscription")))
    }

    private func mails(_ room: Room) async throws -> String? {
        try await room.value("select count(*) from facteur.message")
    }

    @Test("It goes to the reader, with the way back, in the transaction of the click")
    func mail() async throws {
        let (room, token) = try await reader()
        let subscriptions = PostgresSubscriptions(room.database.settings, confirmsByMail: true)
        #expect(try await subscriptions.unsubscribe(token: token))
        let mail = try await room.value("select kind || ' ' || recipient || ' ' || locale from facteur.message")
        #expect(mail == "newsletter-unsubscribed Camille@b.test fr-FR")
        let link = try await room.value("select parameters ->> 'resubscribe_link' from facteur.message_secret")
        #expect(link == "https://lettre.test/d/\(token)")
        try room.database.psql(
            """
            begin; select facteur.resubscribe_by_token('\(token)'); delete from facteur.dedup;
            select facteur.leave_by_token('\(token)', true); rollback;
            """)
        #expect(try await mails(room) == "1")
    }

    @Test("Who has left already, presses twice, or comes and goes all day gets no second one")
    func once() async throws {
        let (room, token) = try await reader()
        let subscriptions = PostgresSubscriptions(room.database.settings, confirmsByMail: true)
        for _ in 1...3 {
            #expect(try await subscriptions.unsubscribe(token: token))
            #expect(try await subscriptions.unsubscribe(token: token) == false)
            #expect(try await subscriptions.resubscribe(token: token))
        }
        #expect(try await mails(room) == "1")
    }

    @Test("Without the setting, and for who never confirmed, there is none")
    func none() async throws {
        let (room, token) = try await reader()
        #expect(try await PostgresSubscriptions(room.database.settings).unsubscribe(token: token))
        try room.database.psql("update facteur.subscription set status = 'pending'")
        let subscriptions = PostgresSubscriptions(room.database.settings, confirmsByMail: true)
        #expect(try await subscriptions.unsubscribe(token: token))
        #expect(try await mails(room) == "0")
    }

    @Test(
        "Where it cannot be made the reader has left all the same",
        arguments: [(false, "https://lettre.test"), (true, "")])
    func cannotBeMade(knowsKind: Bool, url: String) async throws {
        let (room, token) = try await reader(knowsKind: knowsKind, url: url)
        let subscriptions = PostgresSubscriptions(room.database.settings, confirmsByMail: true)
        #expect(try await subscriptions.unsubscribe(token: token))
        #expect(try await subscriptions.subscription(token: token)?.status == .unsubscribed)
        #expect(try await mails(room) == "0")
    }
}
