import Catcher
import MailReading
import TestServers
import Testing

@Suite("facteur doctor --send", .timeLimit(.minutes(3)))
struct DoctorSendTests {
    private func binary(_ relay: CatchingServer, _ more: [String: String] = [:]) -> Binary {
        Binary(
            environment: [
                "FACTEUR_MAIL_FROM": "Boutique <compte@shop.example>", "FACTEUR_MAIL_HELO": "worker.shop.example",
                "FACTEUR_MAIL_RETURN_PATH": "b+{id}@bounce.shop.example",
                "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)", "FACTEUR_SMTP_TLS": "none",
            ].merging(more) { $1 })
    }

    @Test("One signed mail leaves, and the relay's replies are shown step by step")
    func sent() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let made = try await Binary().run(["dkim", "new", "shop.example", "s2026", "--out", "\(folder.path)/key.pem"])
        let record = made.output.matches(of: /"([^"]*)"/).map { String($0.1) }.joined()
        try await CatchingServer.running { relay in
            let result = try await binary(
                relay,
                [
                    "FACTEUR_DKIM_SELECTOR": "shop.example=s2026",
                    "FACTEUR_DKIM_KEY_FILE": "shop.example=\(folder.path)/key.pem",
                ]
            ).run(["doctor", "--send", "camille@client.test"])
            #expect(result.code == 0, "\(result.output)\(result.error)")
            for step in ["mail: 250", "rcpt: 250", "data: 354", "dot: 250"] {
                #expect(result.output.contains("ok       smtp://127.0.0.1:\(relay.port) \(step)"), "\(result.output)")
            }
            #expect(result.output.contains("facteur doctor --message essai.eml"))
            let mail = try #require(relay.mailbox.mails.first)
            #expect(relay.mailbox.mails.count == 1 && mail.recipients == ["camille@client.test"])
            let read = MailReader(Array(mail.bytes))
            #expect(read.header("Subject") == "Message d’essai de Facteur")
            #expect(read.text?.contains("essai\u{A0}:") == true)
            let records = ["s2026._domainkey.shop.example": record]
            #expect(try await SignatureVerifier.verdicts(on: [Array(mail.bytes)], records: records) == ["True"])
        }
    }

    @Test("A refusal is shown where it comes, with what was said before it")
    func refused() async throws {
        let script = Script([Rule(at: .rcpt, .always, do: [.reply(550, "5.7.1 We do not relay")])])
        try await CatchingServer.running(conduct: script) { relay in
            let result = try await binary(relay).run(["doctor", "--send", "camille@client.test"])
            #expect(result.code == 1)
            #expect(result.output.contains(" mail: 250"), "\(result.output)")
            #expect(result.output.contains("failing  smtp://127.0.0.1:\(relay.port) rcpt: 550 5.7.1 We do not relay"))
            #expect(!result.output.contains("essai.eml"))
        }
    }

    @Test("An address that is none is wrong usage; nothing leaves")
    func address() async throws {
        try await CatchingServer.running { relay in
            let result = try await binary(relay).run(["doctor", "--send", "camille"])
            #expect(result.code == 64 && result.errorLines.count == 1, "\(result.error)")
            #expect(relay.mailbox.mails.isEmpty)
        }
    }
}
