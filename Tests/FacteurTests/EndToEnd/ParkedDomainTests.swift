import Catcher
import Synchronization
import TestServers
import Testing

@testable import facteur

@Suite("A provider that throttles", .timeLimit(.minutes(5)))
struct ParkedDomainTests {
    private let link = ["--param", "link=https://boutique.example/mdp?t=canari"]

    private func enqueue(_ recipient: String, on stage: Stage) async throws -> String {
        let result = try await stage.binary.run(["enqueue", "password-reset", recipient] + link)
        return try #require(result.outputLines.first, "\(result.error)")
    }

    @Test("It is parked as a whole, told to operators, probed by one message, and gets its mail when it takes it (P1)")
    func throttle() async throws {
        let isThrottling = Mutex(true)
        let script = Script([
            Rule(
                at: .rcpt, where: { $0.recipient?.hasSuffix("free.fr") == false && isThrottling.withLock { $0 } },
                do: [.reply(421, "4.7.0 Trop de connexions, OFR004_104")])
        ])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.withWorker { worker in
                    let refused = try await enqueue("a@orange.fr", on: stage)
                    _ = try await worker.line {
                        $0.contains("\"event\":\"domain_parked\"") && $0.contains("\"domain\":\"orange\"")
                    }
                    let waiting = try await enqueue("b@wanadoo.fr", on: stage)
                    _ = try await enqueue("c@free.fr", on: stage)
                    try await relay.mailbox.wait(for: 1)
                    #expect(relay.mailbox.mails.flatMap(\.recipients) == ["c@free.fr"])

                    let shown = try await stage.expectSuccess("show", waiting).output
                    #expect(shown.contains("orange is parked until ") && shown.contains("OFR004_104"), "\(shown)")
                    let tried = try await stage.expectSuccess("show", refused).output
                    #expect(tried.contains("deferred, attempt not counted"), "\(tried)")
                    let status = try await stage.expectSuccess("status").output
                    #expect(
                        status.contains("parked domain: orange until ") && status.contains("OFR004_104"), "\(status)")
                    let json = try await stage.expectSuccess("status", "--json").output
                    #expect(json.contains("\"family\" : \"orange\""), "\(json)")

                    // Its time is over: the probe alone is refused, and the rest is longer.
                    try await stage.sql("update facteur.parked_domain set until = now()")
                    try await stage.wait("a probe was refused") {
                        try await stage.sql("select strikes from facteur.parked_domain") == ["2"]
                    }
                    isThrottling.withLock { $0 = false }
                    #expect(try await stage.expectSuccess("resume", "wanadoo.fr").output == "wanadoo.fr goes on\n")
                    _ = try await worker.line { $0.contains("\"event\":\"domain_back\"") }
                    try await relay.mailbox.wait(for: 3)
                }
                #expect(Set(relay.mailbox.mails.flatMap(\.recipients)) == ["a@orange.fr", "b@wanadoo.fr", "c@free.fr"])
                #expect(try await stage.sql("select count(*) from facteur.parked_domain") == ["0"])
            }
        }
    }
}
