import Catcher
import MailReading
import TestServers
import Testing

@Suite("A copy of production", .timeLimit(.minutes(5)))
struct StagingTests {
    private static let reset = ["--param", "link=https://boutique.example/mdp?t=canari"]
    private static let hold = [
        "FACTEUR_DELIVERY_MODE": "hold", "FACTEUR_DELIVERY_ALLOW": "camille@client.test, .shop.test",
    ]

    private func enqueue(_ recipient: String, on stage: Stage) async throws -> String {
        let result = try await stage.binary.run(["enqueue", "password-reset", recipient] + Self.reset)
        return try #require(result.outputLines.first, "\(result.error)")
    }

    private func subscribers(_ addresses: [String], on stage: Stage) async throws {
        for address in addresses { try await stage.sql("select facteur.subscribe('\(address)', 'lettre')") }
        try await stage.sql(
            "select facteur.create_newsletter('lettre', '{\"subject\": \"Une\", \"markdown\": \"Deux\"}')")
    }

    @Test(
        "It writes to nobody but whom the operator named: not what waited, not newsletters, not what is retried, resent or released"
    )
    func hold() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with(Self.hold)
                // What a copy brings along: mail that waits, a retry, one in doubt.
                let waiting = try await enqueue("marie@client.test", on: stage)
                let doubtful = try await enqueue("jean@client.test", on: stage)
                try await stage.sql(
                    """
                    with d as (delete from facteur.ready where id = '\(doubtful)' returning *)
                    insert into facteur.in_doubt select now(), d.* from d;
                    update facteur.ready set attempt = 3, doubts = 1, dated_at = now() where id = '\(waiting)'
                    """)
                try await stage.withWorker { worker in
                    let allowed = try await enqueue("Camille@client.test", on: stage)
                    try await subscribers(["lecteur@client.test", "lecteur@a.shop.test"], on: stage)
                    try await stage.expectSuccess("resolve", doubtful, "--resend")
                    try await relay.mailbox.wait(for: 2)
                    try await stage.wait("the others are held") {
                        try await stage.sql("select facteur.message_state(id) from facteur.message order by sequence")
                            .filter { $0 == "held" }.count == 3
                    }
                    let status = try await stage.expectSuccess("status")
                    #expect(
                        status.outputLines.contains {
                            $0.hasPrefix("STAGING: worker ") && $0.contains("camille@client.test, .shop.test")
                        }, "\(status.output)")
                    let shown = try await stage.expectSuccess("show", waiting)
                    #expect(shown.output.contains("held"), "\(shown.output)")
                    #expect(try await stage.sql("select facteur.message_state('\(allowed)')") == ["sent"])
                    // No command goes past the worker's rule.
                    let asked = try await stage.binary.run("release", waiting)
                    #expect(asked.code == 64 && asked.output.contains("STAGING"), "\(asked.output)\(asked.error)")
                    let released = try await stage.expectSuccess("release", "--all", "--yes")
                    #expect(released.output.contains("back in the queue: 3"), "\(released.output)")
                    try await stage.wait("they are held again") {
                        try await stage.sql("select count(*) from facteur.delivery where outcome = 'held'") == ["6"]
                    }
                }
                let recipients = Set(relay.mailbox.mails.flatMap(\.recipients))
                #expect(recipients == ["Camille@client.test", "lecteur@a.shop.test"])
                #expect(relay.mailbox.count == 2)
                #expect(
                    try await stage.sql("select attempt, doubts from facteur.scheduled where id = '\(waiting)'") == [
                        "3|1"
                    ])
                // Production's settings let all of it go.
                let production = stage.with(["FACTEUR_DELIVERY_MODE": "send", "FACTEUR_DELIVERY_ALLOW": ""])
                try await production.withWorker { _ in
                    try await production.expectSuccess("release", "--all", "--yes")
                    try await relay.mailbox.wait(for: 5)
                }
                #expect(try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'") == ["5"])
            }
        }
    }

    @Test("Redirected, all of it goes to the testers, says whom it is for, and ends nobody's subscription")
    func redirect() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with([
                    "FACTEUR_DELIVERY_MODE": "redirect", "FACTEUR_DELIVERY_REDIRECT_TO": "recette@shop.test",
                ])
                try await stage.withWorker { _ in
                    _ = try await enqueue("marie@client.test", on: stage)
                    try await subscribers(["lecteur@client.test"], on: stage)
                    try await relay.mailbox.wait(for: 2)
                }
                #expect(Set(relay.mailbox.mails.flatMap(\.recipients)) == ["recette@shop.test"])
                let token = try #require(try await stage.sql("select token from facteur.subscription").first)
                for mail in relay.mailbox.mails {
                    let reader = MailReader(mail.bytes)
                    let original = try #require(reader.header("X-Facteur-Original-To"))
                    #expect(["marie@client.test", "lecteur@client.test"].contains(original))
                    #expect(reader.header("To")?.contains(original) == true)
                    let all = String(decoding: mail.bytes, as: UTF8.self) + (reader.text ?? "") + (reader.html ?? "")
                    #expect(!all.contains(token))
                }
            }
        }
    }

    @Test("The doctor's test mail goes where mail goes")
    func doctor() async throws {
        try await CatchingServer.running { relay in
            let binary = Binary(
                environment: [
                    "FACTEUR_MAIL_FROM": "compte@shop.example", "FACTEUR_MAIL_HELO": "worker.shop.example",
                    "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)", "FACTEUR_SMTP_TLS": "none",
                ])
            var held = binary
            held.environment.merge(Self.hold) { $1 }
            let refused = try await held.run(["doctor", "--send", "marie@client.test"])
            #expect(refused.code == 1 && refused.output.contains("delivery.allow"), "\(refused.output)")
            #expect(relay.mailbox.count == 0)
            #expect(try await held.run(["doctor", "--send", "camille@client.test"]).code == 0)
            var redirected = binary
            redirected.environment["FACTEUR_DELIVERY_MODE"] = "redirect"
            redirected.environment["FACTEUR_DELIVERY_REDIRECT_TO"] = "recette@shop.test"
            let result = try await redirected.run(["doctor", "--send", "marie@client.test"])
            #expect(result.output.contains("warning  delivery: "), "\(result.output)")
            #expect(relay.mailbox.mails.map(\.recipients) == [["camille@client.test"], ["recette@shop.test"]])
        }
    }
}
