import Catcher
import MailReading
import TestServers
import Testing

@Suite("Files, from the producer to the mailbox", .timeLimit(.minutes(5)))
struct AttachedFileTests {
    private static func enqueue(_ number: Int, _ files: String, on stage: Stage) async throws -> String {
        let rows = try await stage.sql(
            """
            begin;
            create temp table sent on commit drop as
                select facteur.enqueue('password-reset', 'client\(number)@client.test', '{"link": "https://boutique.example/j"}') as id;
            select facteur.take_attachments((select id from sent), 'password-reset', array[\(files)]);
            select id from sent;
            commit
            """)
        return try #require(rows.last)
    }

    @Test(
        "They arrive as they were attached, by their names; the operator sees them; sent again, the bytes are the same")
    func arrives() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                let message = try await Self.enqueue(
                    1,
                    """
                    facteur.attach('Facture n° 4711 – été.pdf', 'application/pdf', decode(repeat('00ff0d0a', 300000), 'hex')),
                    facteur.attach('conditions.txt', 'text/plain; charset=utf-8', 'x')
                    """, on: stage)
                try await stage.withWorker { _ in
                    try await relay.mailbox.wait(for: 1)
                    try await Load.settled(1, on: stage)
                }
                let mail = MailReader(try #require(relay.mailbox.mails.first).bytes)
                #expect(mail.attachments.map(\.name) == ["Facture n° 4711 – été.pdf", "conditions.txt"])
                #expect(mail.attachments.map(\.octets.count) == [1_200_000, 1])
                #expect(
                    mail.attachments[0].octets
                        == Array(repeating: [0x00, 0xFF, 0x0D, 0x0A] as [UInt8], count: 300_000).flatMap(\.self))
                #expect(mail.text?.isEmpty == false && mail.html?.isEmpty == false)
                let shown = try await stage.expectSuccess("show", message).output
                #expect(shown.contains("Facture n° 4711 – été.pdf") && shown.contains("1.1 MiB"), "\(shown)")
                #expect(shown.contains("conditions.txt") && shown.contains("1 bytes"), "\(shown)")
            }
        }
    }

    @Test("The limit is the settings' to say, and the database knows it as soon as a worker or a migration does")
    func limit() async throws {
        try await Stage.with { stage in
            let stage = stage.with(["FACTEUR_MAIL_ATTACHMENT_LIMIT": "20 KiB"])
            try await stage.expectSuccess("migrate")
            let refused = await #expect(throws: (any Error).self) {
                try await stage.sql(
                    "select facteur.attach('a.pdf', 'application/pdf', convert_to(repeat('x', 20481), 'UTF8'))")
            }
            #expect("\(refused as Any)".contains("mail.attachmentLimit is 20480 bytes"))
            try await stage.sql(
                "select facteur.attach('a.pdf', 'application/pdf', convert_to(repeat('x', 20480), 'UTF8'))")
            let wrong = try await stage.with(["FACTEUR_MAIL_ATTACHMENT_LIMIT": "10 MB"]).binary.run("migrate")
            #expect(wrong.code == 78 && wrong.error.contains("a size from 1 KiB to 50 MiB"), "\(wrong.error)")
        }
    }
}
