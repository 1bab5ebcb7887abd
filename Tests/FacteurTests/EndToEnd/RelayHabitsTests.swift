import Catcher
import Synchronization
import TestServers
import Testing

@testable import facteur

@Suite("A relay with habits of its own", .timeLimit(.minutes(5)))
struct RelayHabitsTests {
    private func enqueue(_ recipients: [String], on stage: Stage) async throws {
        for recipient in recipients {
            try await stage.sql(
                #"select facteur.enqueue('password-reset', '\#(recipient)', '{"link": "https://boutique.example/mdp?t=1"}')"#
            )
        }
    }

    private func attempts(_ recipient: String, on stage: Stage) async throws -> [String] {
        try await stage.sql(
            """
            select d.attempt || ' ' || d.outcome from facteur.delivery d join facteur.message m on m.id = d.message
            where m.recipient = '\(recipient)' order by d.number
            """)
    }

    @Test("A message at whose recipient it hangs up has used an attempt each time, and it counts as up meanwhile (S14)")
    func poison() async throws {
        let script = Script([Rule(at: .rcpt, where: { $0.recipient == "poison@client.test" }, do: [.close])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with(["FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s"])
                try await stage.withWorker { worker in
                    try await enqueue(["poison@client.test"], on: stage)
                    var sent = 0
                    // Others pass all the while: that is what tells the message from the relay.
                    try await stage.wait("three attempts were used", within: .seconds(120)) {
                        sent += 1
                        try await enqueue(["client\(sent)@client.test"], on: stage)
                        return try await attempts("poison@client.test", on: stage).contains { $0.hasPrefix("3 ") }
                    }
                    try await relay.mailbox.wait(for: sent)
                    #expect(!worker.outputSoFar.contains("\"event\":\"relay_down\""))
                    #expect(worker.outputSoFar.contains("look at its recipient"))
                }
            }
        }
    }

    @Test(
        "Refusing everybody, in words that are known or not, it ends nobody's message; when it takes mail again all goes (S5, S14)",
        arguments: ["Thus spoke the relay", "Sending paused for this account"])
    func refusesAll(words: String) async throws {
        let isRefusing = Mutex(true)
        let script = Script([
            Rule(at: .dot, where: { _ in isRefusing.withLock { $0 } }, do: [.reply(554, words)])
        ])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with(["FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s"])
                try await stage.withWorker { worker in
                    let recipients = (1...8).map { "client\($0)@client.test" }
                    try await enqueue(recipients, on: stage)
                    _ = try await worker.line { $0.contains("\"event\":\"relay_down\"") }
                    _ = try await worker.line { $0.contains("\"event\":\"alarm\"") && $0.contains("our account") }
                    #expect(try await stage.sql("select count(*) from facteur.ended") == ["0"])
                    isRefusing.withLock { $0 = false }
                    try await relay.mailbox.wait(for: recipients.count)
                    try await stage.wait("all are settled") {
                        try await stage.sql("select outcome || ' ' || count(*) from facteur.ended group by outcome")
                            == [
                                "sent 8"
                            ]
                    }
                    #expect(Set(relay.mailbox.mails.flatMap(\.recipients)) == Set(recipients))
                }
            }
        }
    }

    @Test("Given too much at a time it gets less, and no attempt counts (S14)")
    func throttles() async throws {
        let script = Script([
            Rule(
                at: .rcpt, .firstOfEachRecipient(1),
                where: { $0.recipient.map { $0.hasPrefix("client") && $0.contains("2") } ?? false },
                do: [.reply(454, "4.7.0 Throttling failure: Maximum sending rate exceeded")])
        ])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                let recipients = (1...30).map { "client\($0)@client.test" }
                try await enqueue(recipients, on: stage)
                try await stage.withWorker { worker in
                    try await relay.mailbox.wait(for: recipients.count)
                    try await stage.wait("all are settled") {
                        try await stage.sql("select outcome || ' ' || count(*) from facteur.ended group by outcome")
                            == ["sent 30"]
                    }
                    #expect(try await attempts("client2@client.test", on: stage).last == "1 sent")
                    #expect(!worker.outputSoFar.contains("\"event\":\"relay_down\""))
                }
            }
        }
    }
}
