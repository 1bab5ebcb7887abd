import ExampleDatabase
import FacteurClient
import Foundation
import Synchronization
import TestServers
import Testing

@Suite("The client for Swift, on a real database", .timeLimit(.minutes(5)))
struct ClientTests {
    private let link = ["link": "https://www.shop.example/?t=canari"]

    private func outbox(_ shop: ShopDatabase) throws -> (Outbox<LibPQConnection>, LibPQConnection) {
        let connection = try LibPQConnection(shop.target)
        return (Outbox(connection), connection)
    }

    @Test("Everything that a message can have arrives in the outbox as it was given")
    func enqueue() async throws {
        let shop = try await ShopDatabase.make()
        let (outbox, _) = try outbox(shop)
        let due = Date(timeIntervalSinceNow: 3600)
        let id = try await outbox.enqueue(
            Message(
                kind: "password-reset", to: "zoé@client.example", parameters: link, locale: "fr-CA",
                recipientName: "Zoé l’Œuf", dedupKey: "d'1", supersedeKey: "s", sendAt: due,
                expiresAt: due.addingTimeInterval(7200)))
        let row = try shop.database.psql(
            """
            select m.recipient, m.recipient_name, m.locale, m.dedup_key, m.supersede_key, s.parameters ->> 'link',
                extract(epoch from m.expires_at - m.due_at)::integer,
                abs(extract(epoch from m.due_at) - \(due.timeIntervalSince1970)) < 0.002
            from facteur.message m join facteur.message_secret s using (id) where m.id = '\(id)'
            """)
        #expect(row == "zoé@client.example|Zoé l’Œuf|fr-CA|d'1|s|https://www.shop.example/?t=canari|7200|t")
        #expect(try await outbox.state(of: id) == .waiting)
        #expect(try await outbox.cancel(id))
        #expect(try await outbox.state(of: id) == .cancelled)
        #expect(try await !outbox.cancel(id))
        #expect(try await outbox.state(of: UUID()) == nil)
    }

    @Test("Many are enqueued in one statement and in their order, or none of them")
    func enqueueMany() async throws {
        let shop = try await ShopDatabase.make()
        let (outbox, _) = try outbox(shop)
        let messages = (1...50).map {
            Message(
                kind: "registration", to: "reader\($0)@client.example", parameters: link, locale: "fr-CH", sendAt: .now)
        }
        let ids = try await outbox.enqueueMany(messages)
        let list = ids.map { "'\($0)'" }.joined(separator: ",")
        let recipients = try shop.database.psql(
            "select recipient from facteur.message where id in (\(list)) order by array_position(array[\(list)]::uuid[], id)"
        )
        #expect(recipients.split(separator: "\n").map(String.init) == messages.map(\.recipient))
        let before = try shop.database.psql("select count(*) from facteur.message")
        await #expect(throws: Refusal.self) {
            try await outbox.enqueueMany([messages[0], Message(kind: "registration", to: "nobody", parameters: link)])
        }
        #expect(try shop.database.psql("select count(*) from facteur.message") == before)
        #expect(try await outbox.enqueueMany([]) == [])
    }

    @Test(
        "What could never be sent is a refusal that names the fault, and quotes no secret",
        arguments: [
            (Message(kind: "no-such-kind", to: "a@client.example"), "kind"),
            (Message(kind: "registration", to: "a@client.example"), "link"),
            (Message(kind: "registration", to: "a@client.example", parameters: ["link": "javascript:canari"]), "link"),
            (
                Message(
                    kind: "registration", to: "a@client.example",
                    parameters: ["link": "https://www.shop.example/?t=canari", "surplus": "1"]), "surplus"
            ),
            (
                Message(
                    kind: "registration", to: "a@client.example",
                    parameters: ["link": "https://www.shop.example/?t=canari"],
                    recipientName: "A\r\nBcc: b@client.example"), "recipient_name"
            ),
            (
                Message(
                    kind: "registration", to: "a@client.example",
                    parameters: ["link": "https://www.shop.example/?t=canari"],
                    expiresAt: Date(timeIntervalSince1970: 0)), "expires_at"
            ),
        ])
    func refusals(message: Message, word: String) async throws {
        let (outbox, _) = try outbox(try await ShopDatabase.make())
        let refusal = try await #require(throws: Refusal.self) { try await outbox.enqueue(message) }
        #expect(refusal.message.contains(word), "\(refusal)")
        #expect(!refusal.message.contains("\n") && !refusal.message.contains("canari"), "\(refusal)")
    }

    @Test("It works in the caller's transaction: rolled back with it, committed with it")
    func transaction() async throws {
        let shop = try await ShopDatabase.make()
        let (outbox, connection) = try outbox(shop)
        struct Stopped: Error {}
        let message = Message(kind: "registration", to: "camille@client.example", parameters: link)
        let lost = Mutex<UUID?>(nil)
        await #expect(throws: Stopped.self) {
            try await connection.transaction {
                let id = try await outbox.enqueue(message)
                lost.withLock { $0 = id }
                throw Stopped()
            }
        }
        #expect(try await outbox.state(of: try #require(lost.withLock { $0 })) == nil)
        let kept = try await connection.transaction { try await outbox.enqueue(message) }
        #expect(try await outbox.state(of: kept) == .waiting)
    }

    @Test("Readers are subscribed and leave, and a newsletter is made once")
    func lists() async throws {
        let shop = try await ShopDatabase.make()
        let (outbox, _) = try outbox(shop)
        #expect(try await outbox.subscribe("camille@client.example", to: "lettre", name: "Camille"))
        #expect(try await !outbox.subscribe("camille@client.example", to: "lettre", locale: "fr-FR"))
        let content = ["subject": "Les nouveautés", "markdown": "Les tasses **bleues** sont de retour."]
        let issue = try await outbox.createNewsletter(list: "lettre", content: content, dedupKey: "2026-12")
        #expect(try await outbox.createNewsletter(list: "lettre", content: content, dedupKey: "2026-12") == issue)
        #expect(try await outbox.unsubscribe("camille@client.example", from: "lettre"))
        #expect(try await !outbox.unsubscribe("camille@client.example", from: "lettre"))
        #expect(try await outbox.subscribe("camille@client.example", to: "lettre"))
        let token = try shop.database.psql("select token from facteur.subscription")
        #expect(try await outbox.unsubscribe(token: token))
        #expect(try shop.database.psql("select status from facteur.subscription") == "unsubscribed")
    }

    @Test(
        "An attachment goes with one message and with many; what mail programs block is refused by name, and what nobody attached"
    )
    func attach() async throws {
        let (outbox, _) = try outbox(try await ShopDatabase.make())
        let file = try await outbox.attach(
            name: "Facture n°\u{A0}1001.pdf", mediaType: "application/pdf", content: Data("%PDF-1.4\n".utf8))
        var message = Message(kind: "registration", to: "a@client.example", parameters: link, attachments: [file])
        var ids = try await outbox.enqueueMany([message, message])
        ids.append(try await outbox.enqueue(message))
        for id in ids {
            #expect(try await outbox.state(of: id) == .waiting)
        }
        let blocked = try await #require(throws: Refusal.self) {
            try await outbox.attach(name: "facture.exe", mediaType: "application/pdf", content: Data("MZ".utf8))
        }
        #expect(blocked.message.contains(".exe"), "\(blocked)")
        message.attachments = [UUID()]
        let foreign = message
        let unknown = try await #require(throws: Refusal.self) { try await outbox.enqueue(foreign) }
        #expect(unknown.message.contains("attachment"), "\(unknown)")
    }

    @Test("Events are read from a cursor on, each with what it says")
    func events() async throws {
        let (outbox, _) = try outbox(try await ShopDatabase.make())
        let events = try await outbox.events(since: 0)
        let event = try #require(events.last)
        #expect(event.event == "sent" && event.kind == "registration" && event.code == 250)
        let message = try #require(event.message)
        #expect(try await outbox.state(of: message) == .sent)
        #expect(abs(event.at.timeIntervalSinceNow) < 3600)
        #expect(try await outbox.events(since: event.cursor) == [])
    }

    @Test("That somebody left a list is an event without a message")
    func leaving() async throws {
        let shop = try await ShopDatabase.make()
        let (outbox, _) = try outbox(shop)
        let before = try await outbox.events(since: 0).last
        let cursor = try #require(before).cursor
        try await outbox.subscribe("camille@client.example", to: "lettre")
        try await outbox.unsubscribe("camille@client.example", from: "lettre")
        try shop.database.psql("select facteur.number_events(1000)")
        let events = try await outbox.events(since: cursor)
        let event = try #require(events.first { $0.event == "unsubscribed" })
        #expect(event.message == nil && event.recipient == "camille@client.example")
    }

    @Test("A function that the schema lacks is the database's own failure, no refusal")
    func olderSchema() async throws {
        let shop = try await ShopDatabase.make()
        try shop.database.psql("alter function facteur.cancel(uuid) rename to not_yet")
        let (outbox, _) = try outbox(shop)
        let failure = try await #require(throws: StatementFailure.self) { try await outbox.cancel(UUID()) }
        #expect(failure.sqlState == "42883")
    }
}
