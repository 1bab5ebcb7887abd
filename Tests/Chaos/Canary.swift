import Catcher
import Foundation
import Glibc
import MailReading
import TestServers

/// A planted token in the links of messages that come to every end there is: looked for wherever it must not be.
struct Canary: Scenario {
    static let name = "canary"

    private let token = "canari" + UUID().uuidString.filter(\.isHexDigit).lowercased()

    /// What the relay does to each recipient; some of its replies repeat the link, or a piece of it.
    private var script: Script {
        let token = token
        return Script([
            Rule(at: .rcpt, where: { $0.recipient == "differe@client.test" }, do: [.reply(451, "4.3.0 Later")]),
            Rule(at: .rcpt, where: { $0.recipient == "refuse@client.test" }, do: [.reply(550, "5.1.1 Unknown")]),
            Rule(
                at: .dot, where: { $0.recipient == "echo@client.test" },
                do: [.reply(554, "5.7.1 Spam: https://boutique.example/mdp?t=\(token)")]),
            Rule(
                at: .dot, where: { $0.recipient == "morceau@client.test" },
                do: [.reply(554, "5.7.1 Bad word \(token)")]),
            Rule(at: .dot, where: { $0.recipient == "doute@client.test" }, do: [.keep, .reset]),
        ])
    }

    func run(_ chance: inout Chance) async throws -> [Row] {
        let relay = try await CatchingServer.start(conduct: script)
        let row = try await Stage.with { stage in
            let stage = stage.with(relay: relay).with([
                "FACTEUR_LOG_LEVEL": "debug", "FACTEUR_LOG_RECIPIENTS": "full",
                "FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s", "FACTEUR_RETRY_TRANSACTIONAL_GIVE_UP_AFTER": "4s",
                "FACTEUR_ADMIN_LISTEN": "127.0.0.1:\(try FreePort.next())",
            ])
            return try await watch(relay, stage)
        }
        await relay.stop()
        return [row]
    }

    private func watch(_ relay: CatchingServer, _ stage: Stage) async throws -> Row {
        let names = ["sent", "differe", "refuse", "echo", "morceau", "doute", "annule", "expire"]
        for name in names {
            let isLater = name == "annule" || name == "expire"
            try await stage.sql(
                """
                select facteur.enqueue('password-reset', '\(name)@client.test',
                    '{"link": "https://boutique.example/mdp?t=\(token)"}'
                    \(isLater ? ", send_at => now() + interval '1 hour'" : ""))
                """)
        }
        try await stage.sql(
            """
            select facteur.cancel(id) from facteur.message where recipient = 'annule@client.test';
            update facteur.message set expires_at = now() where recipient = 'expire@client.test';
            update facteur.scheduled set due_at = now()
            """)
        var places: [(String, String)] = []
        let worker = try await stage.worker()
        try await Load.settled(names.count, within: .seconds(120), on: stage)
        for id in try await stage.sql("select id from facteur.message") {
            places.append(("show", try await stage.expectSuccess("show", id).output))
        }
        places.append(("status", try await stage.expectSuccess("status").output))
        let listen = stage.binary.environment["FACTEUR_ADMIN_LISTEN"] ?? ""
        let curl = try Running(
            executable: "/usr/bin/curl", arguments: ["-sf", "http://\(listen)/metrics"], environment: [:], input: "")
        let metrics = await curl.end()
        places.append(("metrics", metrics.output))
        let limits = try String(contentsOfFile: "/proc/\(worker.processID)/limits", encoding: .utf8)
        for file in ["cmdline", "environ"] {
            places.append((file, try String(contentsOfFile: "/proc/\(worker.processID)/\(file)", encoding: .utf8)))
        }
        // Held for a person, a message keeps its secrets: they end with it.
        let held = try await Doubts.resolve(by: relay.mailbox, on: stage)
        worker.send(SIGTERM)
        let end = await worker.end()
        places.append(("log", end.output + end.error))
        places.append(("database", try await stage.dump()))
        let journal = stage.binary.environment["FACTEUR_STATE_DIRECTORY"] ?? ""
        for file in try FileManager.default.contentsOfDirectory(atPath: journal) where file != "secret" {
            places.append(("state/\(file)", (try? String(contentsOfFile: journal + "/" + file, encoding: .utf8)) ?? ""))
        }

        var findings = Findings()
        findings.expect(metrics.output.contains("facteur_deliveries_total"), "no metrics: \(metrics.error)")
        for (place, text) in places where text.contains(token) {
            let line = text.split(separator: "\n").first { $0.contains(token) } ?? ""
            findings.expect(false, "the token is in \(place): \(line.prefix(200))")
        }
        let mails = relay.mailbox.mails.count { MailReader($0.bytes).text?.contains(token) == true }
        findings.expect(mails == 3, "the token should be in 3 mails, and is in \(mails)")
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        findings.expect(core?.split(separator: " ").contains("0") == true, "core dumps are on: \(core ?? "")")
        let ends = try await stage.sql(
            "select outcome || ' ' || count(*) from facteur.ended group by outcome order by 1")
        findings.expect(ends.count == 4, "not every end was seen: \(ends)")
        return Row(
            "a token through \(names.count) messages: \(ends.joined(separator: ", ")), of them in doubt \(held)",
            "looked into \(places.count) places, found in \(places.count { $0.1.contains(token) }); core dumps off",
            faults: findings.faults)
    }
}
