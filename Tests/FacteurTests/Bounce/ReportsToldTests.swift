import Foundation
import Glibc
import TestServers
import Testing

@Suite("Where people look, what came back is told", .timeLimit(.minutes(3)))
struct ReportsToldTests {
    /// A stage on which two resets count as sent, and an issue that two readers got; the ids, in order.
    private func withSent(_ body: (Stage, _ messages: [String], _ issue: String) async throws -> Void) async throws {
        try await Stage.with { stage in
            try await Load.transactional(2, on: stage)
            try await Load.newsletter(2, on: stage)
            try await stage.sql(
                """
                select facteur.expand_issues(5000, 100);
                with gone as (delete from facteur.ready returning id, lane, kind, newsletter), ended as (
                    insert into facteur.ended (id, lane, kind, outcome) select id, lane, kind, 'sent' from gone
                )
                insert into facteur.issue_outcome (newsletter, outcome, count)
                    select newsletter, 'sent', count(*) from gone where newsletter is not null group by newsletter
                """)
            try await body(
                stage, try await stage.sql("select id from facteur.message order by sequence"),
                try await stage.sql("select id from facteur.newsletter").first ?? "")
        }
    }

    @Test("A tail shows reports in the stream of deliveries, and by the same filters")
    func tail() async throws {
        try await withSent { stage, messages, _ in
            let tail = try stage.binary.start(["tail"])
            let ofIssues = try stage.binary.start(["tail", "--kind", "newsletter"])
            let ofOne = try stage.binary.start(["tail", "--recipient", "LECTEUR1@lettre.test"])
            // Each looks once at once.
            try await stage.wait("they look") {
                try await stage.sql(
                    "select count(*) from pg_stat_activity where query like '%facteur.delivery d join facteur.message m%' and pid <> pg_backend_pid()"
                ) == ["3"]
            }
            try await stage.expectSuccess("bounce", input: SampleReport.bounce(of: messages[0]))
            try await stage.expectSuccess("bounce", input: SampleReport.complaint(of: messages[2]))
            let bounce = try await tail.line { $0.contains("  bounced") }
            for part in [messages[0], "by mail", "@client.test", "mx.client.test", "550 5.1.1 User unknown"] {
                #expect(bounce.contains(part), "\(part): \(bounce)")
            }
            #expect(!bounce.contains("client2@"))
            for running in [tail, ofIssues, ofOne] {
                let complaint = try await running.line { $0.contains("  complained") }
                #expect(complaint.contains(messages[2]) && complaint.contains("l***@lettre.test"), "\(complaint)")
                running.send(SIGINT)
            }
            #expect(!(await ofIssues.end().output.contains("bounced")))
            #expect(!(await ofOne.end().output.contains("bounced")))
            _ = await tail.end()
        }
    }

    @Test("Status counts bounces and complaints by lane and kind, lately and in all; every message once")
    func status() async throws {
        try await withSent { stage, messages, _ in
            // Sent long ago: what counts is when it came back.
            try await stage.sql("update facteur.ended set at = at - interval '3 days'")
            try await stage.expectSuccess("bounce", input: SampleReport.bounce(of: messages[0]))
            try await stage.expectSuccess("bounce", input: SampleReport.complaint(of: messages[2]))
            let lines = try await stage.expectSuccess("status").outputLines
            #expect(lines.contains("in 1h/24h: bounced 1/1, complained 1/1"), "\(lines)")
            #expect(lines.contains("4 messages, all accounted for"), "\(lines)")
            let json = try await stage.expectSuccess("status", "--json").output
            let status = try #require(
                try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let counts = try #require(status["lines"] as? [[String: Any]])
            let issue = try #require(counts.first { $0["kind"] as? String == "newsletter" })
            let complained = try #require(issue["complained"] as? [String: Int])
            #expect(complained == ["total": 1, "last_hour": 1, "last_day": 1])
            let bounced = counts.compactMap { ($0["ended"] as? [String: [String: Int]])?["bounced"] }
            #expect(bounced == [["total": 1, "last_hour": 1, "last_day": 1]])
        }
    }

    @Test("A message's life holds who said it did not arrive, in which words, when, and who brought that")
    func show() async throws {
        try await withSent { stage, messages, _ in
            try await stage.expectSuccess("bounce", input: SampleReport.bounce(of: messages[0]))
            let shown = try await stage.expectSuccess("show", messages[0]).output
            #expect(shown.contains("bounced: 550 5.1.1 User unknown, says mx.client.test"), "\(shown)")
            let json = try await stage.expectSuccess("show", messages[0], "--json").output
            let life = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let report = try #require((life["reports"] as? [[String: Any]])?.first)
            let texts = report.compactMapValues { $0 as? String }
            #expect(
                texts.filter { $0.key != "at" } == [
                    "source": "mail", "event": "bounced", "effect": "bounced", "recipient": "quelquun@ailleurs.test",
                    "enhanced": "5.1.1", "reply": "550 5.1.1 User unknown", "reporter": "mx.client.test",
                ])
            #expect(report["code"] as? Int == 550)
            #expect(texts["at"]?.hasSuffix("Z") == true)
        }
    }

    @Test("An issue's ledger tells who did not get it, and who did not want it")
    func ledger() async throws {
        try await withSent { stage, messages, issue in
            try await stage.expectSuccess("bounce", input: SampleReport.bounce(of: messages[2]))
            try await stage.expectSuccess("bounce", input: SampleReport.complaint(of: messages[3]))
            let list = try await stage.expectSuccess("newsletter", "list").outputLines
            #expect(list.count == 3 && list[0].hasPrefix(issue), "\(list)")
            #expect(list.last == "  readers 2, sent 1, waiting 0, bounced 1, complained 1", "\(list)")
            let shown = try await stage.expectSuccess("newsletter", "show", issue).outputLines
            for line in ["sent        1", "bounced     1", "readers     2", "complained  1"] {
                #expect(shown.contains(line), "\(line): \(shown)")
            }
            let json = try await stage.expectSuccess("newsletter", "show", issue, "--json").output
            #expect(json.contains("\"bounced\" : 1") && json.contains("\"complained\" : 1"), "\(json)")
        }
    }
}
