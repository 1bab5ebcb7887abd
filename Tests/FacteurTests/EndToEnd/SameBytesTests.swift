import Catcher
import Glibc
import TestServers
import Testing

@testable import facteur

@Suite("The machine's language", .timeLimit(.minutes(3)))
struct SameBytesTests {
    @Test("Under LANG=C and LANG=fr_FR.UTF-8, in any zone, a message is the same bytes (T10, M5)")
    func sameBytes() async throws {
        // The first attempt is caught and refused, so that another worker composes the same message again.
        let script = Script([Rule(at: .dot, .first(1), do: [.keep, .reply(451, "4.3.0 Once more")])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with(["FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s"])
                try await stage.expectSuccess(
                    "enqueue", "password-reset", "camille@client.test", "--name", "Zoé Dupont",
                    "--param", "link=https://boutique.example/mdp")
                let first = try await stage.with(["LANG": "C", "TZ": "UTC"]).worker()
                try await relay.mailbox.wait(for: 1)
                first.send(SIGTERM)
                #expect(await first.end().code == 0)
                try await stage.with([
                    "LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8", "TZ": "America/Guadeloupe",
                ]).withWorker { _ in try await relay.mailbox.wait(for: 2) }
                let mails = relay.mailbox.mails
                #expect(mails.count == 2)
                #expect(mails.first?.bytes == mails.last?.bytes)
                #expect(mails.first?.sender == mails.last?.sender)
            }
        }
    }
}
