import Catcher
import Foundation
import Glibc
import TestServers
import Testing

@Suite("What comes back by mail", .timeLimit(.minutes(3)))
struct BounceCommandTests {
    /// A stage on which so many password resets have been sent; their ids, in order.
    private func withSent(_ count: Int, _ body: (Stage, [String]) async throws -> Void) async throws {
        try await Stage.with { stage in
            let relay = try await CatchingServer.start()
            let stage = stage.with(relay: relay)
            try await Load.transactional(count, on: stage)
            try await stage.withWorker { _ in try await Load.settled(count, on: stage) }
            await relay.stop()
            try await body(stage, try await stage.sql("select id from facteur.message order by sequence"))
        }
    }

    private func state(_ message: String, _ stage: Stage) async throws -> String? {
        try await stage.sql("select facteur.message_state('\(message)')").first
    }

    @Test(
        "A report on standard input ends its message, is told in one line and shown with the message; again it is nothing new"
    )
    func standardInput() async throws {
        try await withSent(1) { stage, messages in
            let report = SampleReport.bounce(of: messages[0])
            let result = try await stage.expectSuccess("bounce", input: report)
            let line = try #require(result.outputLines.first)
            #expect(
                line.contains("\"event\":\"bounced\"") && line.contains("\"code\":550") && line.contains(messages[0]),
                "\(line)")
            #expect(try await state(messages[0], stage) == "bounced")
            let again = try await stage.expectSuccess("bounce", input: report)
            #expect(again.output.contains("\"effect\":\"known\""), "\(again.output)")
            let shown = try await stage.expectSuccess("show", messages[0])
            #expect(shown.output.contains("User unknown") && shown.output.contains("mx.client.test"), "\(shown.output)")
            let suppressed = try await stage.sql("select address from facteur.suppression")
            #expect(suppressed == (try await stage.sql("select recipient from facteur.message")))
        }
    }

    @Test("A full mailbox says nothing of the mailbox, a complaint nothing against resets")
    func meaning() async throws {
        try await withSent(2) { stage, messages in
            let full = SampleReport.bounce(of: messages[0], code: "552 5.2.2", words: "Mailbox full")
            try await stage.expectSuccess("bounce", input: full)
            #expect(try await state(messages[0], stage) == "bounced")
            #expect(try await stage.sql("select 1 from facteur.suppression").isEmpty)
            let result = try await stage.expectSuccess("bounce", input: SampleReport.complaint(of: messages[1]))
            #expect(result.output.contains("\"event\":\"complained\""), "\(result.output)")
            #expect(try await stage.sql("select scope from facteur.suppression") == ["marketing"])
            #expect(try await state(messages[1], stage) == "sent")
        }
    }

    @Test("Files are read one by one; one that is missing is an error, one that is no report is not")
    func files() async throws {
        try await withSent(1) { stage, messages in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let report = try folder.write(SampleReport.bounce(of: messages[0]), to: "a.eml")
            let letter = try folder.write("From: a@b.test\nSubject: Bonjour\n\nMerci\n", to: "b.eml")
            let result = try await stage.expectSuccess("bounce", letter, report)
            #expect(result.outputLines.count == 2)
            #expect(try await state(messages[0], stage) == "bounced")
            let missing = try await stage.binary.run("bounce", folder.path + "/c.eml")
            #expect(missing.code == 1)
            #expect(missing.error.contains("c.eml"))
        }
    }

    @Test("While the database is away a mail server is asked to keep the mail, and files stay where they are")
    func away() async throws {
        try await Stage.with { stage in
            let stage = stage.with(database: "postgresql://personne@127.0.0.1:1/rien")
            let result = try await stage.binary.run(
                "bounce", input: SampleReport.bounce(of: "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"))
            #expect(result.code == 75, "\(result)")
            #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
        }
    }

    @Test("What is too large or too deep is refused in one line, quickly")
    func hostile() async throws {
        try await Stage.with { stage in
            let large =
                SampleReport.bounce(of: "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506")
                + String(repeating: "x", count: 50 << 20)
            let first = try await stage.binary.run("bounce", input: large)
            #expect(first.code == 1)
            #expect(
                first.output.contains("report_refused") && first.output.contains("larger than 32 MB"),
                "\(first.output.prefix(300))")
            var deep = ""
            for level in 0..<10_000 {
                deep += "Content-Type: multipart/mixed; boundary=\"n\(level)\"\n\n--n\(level)\n"
            }
            let second = try await stage.binary.run("bounce", input: "From: a@b.test\n" + deep)
            #expect(second.code == 1)
            #expect(second.output.contains("report_refused"), "\(second.output.prefix(300))")
        }
    }

    @Test("A Maildir is taken in while it fills; after kill -9 in mid-run each report counts once, and none is lost")
    func maildir() async throws {
        let count = 120
        try await withSent(count) { stage, messages in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            for name in ["new", "cur", "tmp"] {
                try FileManager.default.createDirectory(
                    atPath: folder.path + "/" + name, withIntermediateDirectories: true)
            }
            for (index, message) in messages.enumerated() {
                _ = try folder.write(SampleReport.bounce(of: message), to: "new/\(index).retours")
            }
            for _ in 0..<3 {
                let before = try await stage.sql("select count(*) from facteur.report")
                let intake = try stage.binary.start(["bounce", "--maildir", folder.path, "--watch"])
                try await stage.wait("some are taken in") {
                    try await stage.sql("select count(*) from facteur.report") != before
                }
                intake.send(SIGKILL)
                _ = await intake.end()
            }
            try await stage.expectSuccess("bounce", "--maildir", folder.path)
            #expect(try await stage.sql("select count(*) from facteur.report where effect = 'bounced'") == ["\(count)"])
            #expect(try await stage.sql("select count(*) from facteur.ended where outcome = 'bounced'") == ["\(count)"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.handled/cur").count == count)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").isEmpty)
        }
    }

    @Test("A folder that is no Maildir is refused in one line")
    func noMaildir() async throws {
        try await Stage.with { stage in
            let result = try await stage.binary.run("bounce", "--maildir", "/nulle/part")
            #expect(result.code == 1)
            #expect(result.error.contains("is no Maildir"), "\(result.error)")
        }
    }

    @Test("One that is watched may come into being later: until then its absence is told, once")
    func laterMaildir() async throws {
        try await Stage.with { stage in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let maildir = folder.path + "/retours"
            let watch = try stage.binary.start(["bounce", "--maildir", maildir, "--watch"])
            _ = try await watch.line { $0.contains("mailbox_lost") }
            for name in ["cur", "new"] {
                try FileManager.default.createDirectory(
                    atPath: maildir + "/" + name, withIntermediateDirectories: true)
            }
            _ = try folder.write(
                SampleReport.bounce(of: "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"), to: "retours/new/1.first")
            try await stage.wait("it is taken in") {
                try FileManager.default.contentsOfDirectory(atPath: maildir + "/new").isEmpty
            }
            watch.send(SIGTERM)
            let end = await watch.end()
            #expect(end.code == 0)
            #expect(end.outputLines.filter { $0.contains("mailbox_lost") }.count == 1, "\(end.output)")
            #expect(end.output.contains("mailbox_back"), "\(end.output)")
        }
    }
}
