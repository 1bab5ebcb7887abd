import Catcher
import TestServers
import Testing

@testable import facteur

@Suite("An address with letters beyond ASCII before the @ (RFC 6531)", .timeLimit(.minutes(5)))
struct InternationalAddressTests {
    private static let recipient = "Élodie@Épicerie.test"
    private let link = ["--param", "link=https://boutique.example/mdp?t=canari"]

    private func enqueue(_ stage: Stage) async throws -> String {
        let result = try await stage.binary.run(["enqueue", "password-reset", Self.recipient] + link)
        return try #require(result.outputLines.first, "\(result.error)")
    }

    private func international(_ body: (CatchingServer) async throws -> Void) async throws {
        var options = SessionOptions()
        options.extensions.insert(.smtpUTF8)
        try await CatchingServer.running(options: options, body)
    }

    @Test("goes by the one of two relays that offers SMTPUTF8, with its header as people write it (S14)")
    func otherRelay() async throws {
        try await CatchingServer.running { first in
            try await international { second in
                try await Stage.with { stage in
                    let stage = stage.with(relay: first).with([
                        "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(first.port), smtp://127.0.0.1:\(second.port)"
                    ])
                    _ = try await enqueue(stage)
                    try await stage.withWorker { worker in
                        try await second.mailbox.wait(for: 1)
                        let sent = try await worker.line { $0.contains("\"event\":\"sent\"") }
                        #expect(sent.contains("É***@Épicerie.test"), "\(sent)")
                    }
                    let mail = try #require(second.mailbox.mails.first)
                    #expect(mail.recipients == ["Élodie@xn--picerie-9xa.test"])
                    #expect(String(decoding: mail.bytes, as: UTF8.self).contains("\r\nTo: Élodie@épicerie.test\r\n"))
                    #expect(first.mailbox.count == 0)
                }
            }
        }
    }

    @Test("fails where no relay offers it, and an operator is told what is missing where")
    func noRelay() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                let message = try await enqueue(stage)
                try await stage.withWorker { worker in
                    let failed = try await worker.line { $0.contains("\"event\":\"failed\"") }
                    #expect(!failed.contains("lodie"), "\(failed)")
                }
                let shown = try await stage.expectSuccess("show", message).output
                let fault =
                    "the relay 127.0.0.1:\(relay.port) does not offer SMTPUTF8, which Élodie@xn--picerie-9xa.test needs"
                let words = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(words.contains(fault), "\(shown)")
                #expect(try await stage.sql("select count(*) from facteur.suppression") == ["0"])
            }
        }
    }
}
