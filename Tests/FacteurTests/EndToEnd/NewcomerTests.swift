import Catcher
import Synchronization
import TestServers
import Testing

@Suite("Why has she not got her mail?", .timeLimit(.minutes(5)))
struct NewcomerTests {
    private let link = ["--param", "link=https://boutique.example/mdp?t=canari"]

    /// What a person reads off a command's output and types into the next one.
    private func id(in output: String) throws -> String {
        try #require(
            output.firstMatch(of: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/).map { String($0.0) }, "\(output)")
    }

    @Test("A newcomer finds all mail to an address, why it was refused, and sends it again once the reason is gone")
    func refused() async throws {
        let isRefusing = Mutex(true)
        let script = Script([
            Rule(
                at: .rcpt, where: { _ in isRefusing.withLock { $0 } },
                do: [.reply(554, "5.7.1 Message refused by our policy")])
        ])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.expectSuccess(
                    "enqueue", "account-updated", "Marie@Client.test", "--param", "changes=adresse", "--param",
                    "changed_at=2026-11-29T18:00:00Z")
                try await stage.withWorker { _ in
                    try await stage.wait("it has failed") {
                        try await stage.sql("select count(*) from facteur.ended where outcome = 'failed'") == ["1"]
                    }
                    // As her complaint names her, in lower case.
                    let hint = try await stage.binary.run("show", "marie@client.test")
                    #expect(hint.code == 64 && hint.error.contains("facteur find marie@client.test"), "\(hint.error)")
                    let found = try await stage.expectSuccess("find", "marie@client.test").output
                    #expect(found.contains("failed") && found.contains("554 5.7.1"), "\(found)")
                    let message = try id(in: found)
                    let shown = try await stage.expectSuccess("show", message).output
                    let words = shown.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(
                        separator: " ")
                    for part in [
                        "Message refused by our policy", "meaning  ", "facteur retry \(message)", "Message-ID",
                    ] {
                        #expect(words.contains(part), "\(part): \(shown)")
                    }
                    #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(shown)")
                    let listed = try await stage.expectSuccess("list", "--state", "failed", "--domain", "client.test")
                        .output
                    #expect(try id(in: listed) == message)

                    isRefusing.withLock { $0 = false }
                    let retried = try await stage.expectSuccess(
                        "retry", "--state", "failed", "--since", "1h", "--yes", "--reason", "they mended it")
                    #expect(retried.outputLines.first == "messages that are meant: 1", "\(retried.output)")
                    try await relay.mailbox.wait(for: 1)
                    try await stage.wait("it is sent") {
                        try await stage.expectSuccess("find", "MARIE@client.test").output.contains("  sent")
                    }
                    let audit = try await stage.expectSuccess("audit").output
                    #expect(audit.contains("retry \(message)") && audit.contains("they mended it"), "\(audit)")
                }
            }
        }
    }

    @Test("A newcomer pauses the newsletter lane, sees by whom and since when it waits, and resumes it")
    func paused() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await Load.newsletter(2, on: stage)
                try await stage.expectSuccess("pause", "bulk", "--reason", "the shop is down")
                try await stage.withWorker { _ in
                    let status = try await stage.expectSuccess("status").output
                    #expect(status.contains("bulk is paused") && status.contains("the shop is down"), "\(status)")
                    #expect(status.contains("facteur resume bulk"), "\(status)")
                    try await stage.expectSuccess("resume", "bulk")
                    try await relay.mailbox.wait(for: 2)
                    try await stage.wait("it is sent wholly") {
                        try await stage.sql("select count(*) from facteur.ended") == ["2"]
                    }
                }
                // Nothing is left to stop.
                let issue = try #require(try await stage.sql("select id from facteur.newsletter").first)
                for command in ["pause", "cancel"] {
                    let late = try await stage.binary.run("newsletter", command, issue)
                    #expect(late.code == 1 && late.error.contains("sent wholly"), "\(late.error)")
                }
            }
        }
    }

    @Test("Show says who paused it and how it goes on, that no worker runs, and to cancel it says who did that")
    func reasons() async throws {
        try await Stage.with { stage in
            let enqueued = try await stage.binary.run(["enqueue", "password-reset", "a@client.test"] + link)
            let message = try id(in: enqueued.output)
            try await stage.expectSuccess("pause", "password-reset", "--reason", "wrong links")
            let compact = message.replacing("-", with: "")
            let waiting = try await stage.expectSuccess("show", "<\(compact)@boutique.example>").output
            for part in [
                "password-reset is paused by ", "wrong links", "facteur resume password-reset", "no worker runs",
            ] {
                #expect(waiting.contains(part), "\(part): \(waiting)")
            }
            let retried = try await stage.expectSuccess("retry", message).output
            #expect(retried.contains("is due, but password-reset is paused by "), "\(retried)")
            let check = try await stage.binary.run("status", "--check")
            #expect(check.code == 1 && check.output.hasPrefix("look here: no worker runs"), "\(check.output)")
            try await stage.expectSuccess("cancel", "--kind", "password-reset", "--yes", "--reason", "asked by phone")
            let ended = try await stage.expectSuccess("show", message).output
            #expect(ended.contains("Taken back by ") && ended.contains("asked by phone"), "\(ended)")
            #expect(!ended.contains("no attempt yet"))
        }
    }

    @Test("Changes of many are counted first, and nothing is changed until that is agreed to")
    func agreement() async throws {
        try await Stage.with { stage in
            try await Load.transactional(30, on: stage)
            let asked = try await stage.binary.run("cancel", "--state", "waiting")
            #expect(asked.code == 64 && asked.error.contains("--yes"), "\(asked.error)")
            #expect(asked.output == "messages that are meant: 30\n")
            #expect(try await stage.sql("select count(*) from facteur.ready") == ["30"])
            let done = try await stage.expectSuccess("cancel", "--state", "waiting", "--limit", "25", "--yes").output
            #expect(done.contains("25 messages: cancelled"), "\(done)")
            #expect(try await stage.sql("select count(*) from facteur.ready") == ["5"])
            #expect(try await stage.sql("select count(*) from facteur.audit where action = 'cancel'") == ["25"])
        }
    }
}
