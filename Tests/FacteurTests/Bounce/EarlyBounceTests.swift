import Foundation
import Glibc
import TestServers
import Testing

@Suite("A report that comes before its message's outcome is stored", .timeLimit(.minutes(3)))
struct EarlyBounceTests {
    /// A message in a worker's hands, whose outcome is stored by `settle`.
    private struct Held {
        let stage: Stage
        let message: String

        init(on stage: Stage) async throws {
            self.stage = stage
            try await Load.transactional(1, on: stage)
            let epoch = "00000000-0000-4000-8000-000000000001"
            message =
                try await stage.sql(
                    """
                    select facteur.heartbeat('\(epoch)', 'h', 1, 'v', false, '10 s');
                    select id from facteur.claim('transactional', 1, '\(epoch)', null, null)
                    """
                ).last ?? ""
        }

        func settle() async throws {
            try await stage.sql(
                """
                with gone as (delete from facteur.lease returning id, lane, kind)
                insert into facteur.ended (id, lane, kind, outcome) select id, lane, kind, 'sent' from gone
                """)
        }

        func state() async throws -> String? {
            try await stage.sql("select facteur.message_state('\(message)')").first
        }

        func reports() async throws -> [String] { try await stage.sql("select event from facteur.report") }
    }

    @Test("A mail server is asked to keep it, in one line; when it brings it again it counts")
    func standardInput() async throws {
        try await Stage.with { stage in
            let held = try await Held(on: stage)
            let report = SampleReport.bounce(of: held.message)
            let early = try await stage.binary.run("bounce", input: report)
            #expect(early.code == 75)
            #expect(
                early.errorLines.count == 1 && early.error.contains("is being sent at this moment"), "\(early.error)")
            #expect(try await held.reports().isEmpty)
            try await held.settle()
            try await stage.expectSuccess("bounce", input: report)
            #expect(try await held.state() == "bounced")
        }
    }

    @Test("Of several files it keeps back no other, and the exit code says that it is to be tried again")
    func files() async throws {
        try await Stage.with { stage in
            let held = try await Held(on: stage)
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let early = try folder.write(SampleReport.bounce(of: held.message), to: "a.eml")
            let other = try folder.write(SampleReport.bounce(of: "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"), to: "b.eml")
            let result = try await stage.binary.run("bounce", early, other)
            #expect(result.code == 75 && result.error.contains("a.eml") && !result.error.contains("b.eml"))
            #expect(try await held.reports() == ["bounced"])
        }
    }

    @Test("In a Maildir it stays where it is and is taken in at a later look, and keeps back no other")
    func maildir() async throws {
        try await Stage.with { stage in
            let held = try await Held(on: stage)
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            for name in ["new", "cur", "tmp"] {
                try FileManager.default.createDirectory(
                    atPath: folder.path + "/" + name, withIntermediateDirectories: true)
            }
            _ = try folder.write(SampleReport.bounce(of: held.message), to: "new/1.early")
            _ = try folder.write(
                SampleReport.bounce(of: "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"), to: "new/2.other")
            let watch = try stage.binary.start(["bounce", "--maildir", folder.path, "--watch"])
            try await stage.wait("the other is moved") {
                try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new") == ["1.early"]
            }
            #expect(try await held.state() == "sending")
            try await held.settle()
            try await stage.wait("it is taken in") { try await held.state() == "bounced" }
            try await stage.wait("it is moved") {
                try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").isEmpty
            }
            watch.send(SIGTERM)
            let end = await watch.end()
            #expect(end.code == 0 && !end.output.contains("database_lost"), "\(end.output)")
        }
    }

    @Test("A provider is answered with 503 and tells it again, and what it tells besides is stored and counted")
    func webhook() async throws {
        try await Stage.with { stage in
            let held = try await Held(on: stage)
            let stage = stage.with([
                "FACTEUR_WEB_LISTEN": "127.0.0.1:0", "FACTEUR_WEB_ADMIN_LISTEN": "127.0.0.1:0",
                "FACTEUR_WEB_WEBHOOKS_BREVO_SECRET_FILE": try stage.secret("jeton"),
            ])
            func event(_ id: String) -> String {
                """
                {"event":"hard_bounce","email":"a@b.test","message-id":"<\(id.filter { $0 != "-" })@boutique.example>",
                "ts_epoch":1794992411000,"reason":"550 5.1.1 User unknown"}
                """
            }
            let body = "[\(event(held.message)),\(event("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"))]"
            let web = try stage.binary.start(["web"])
            func port(_ name: String) async throws -> String {
                let line = try await web.line { $0.contains("\"event\":\"\(name)\"") }
                return try #require(line.firstMatch(of: /"port":(\d+)/).map { String($0.1) })
            }
            let address = "http://127.0.0.1:\(try await port("ready"))/w/brevo"
            let post = ["-H", "Authorization: Bearer jeton", "-d", body]
            let early = try await HTTPAnswer.of(address, post)
            #expect(early.status == 503 && early.fields["retry-after"] != nil)
            #expect(try await held.reports() == ["bounced"])
            #expect(try await held.state() == "sending")
            try await held.settle()
            #expect(try await HTTPAnswer.of(address, post).status == 200)
            #expect(try await held.state() == "bounced")
            let metrics = try await HTTPAnswer.of("http://127.0.0.1:\(try await port("listening"))/metrics")
            #expect(
                metrics.body.contains(#"facteur_reports_total{event="bounced",source="brevo"} 2"#), "\(metrics.body)")
            web.send(SIGTERM)
            let end = await web.end()
            #expect(end.code == 0 && !end.output.contains("database_lost"), "\(end.output)")
        }
    }
}
