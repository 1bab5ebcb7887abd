import Mail
import Testing

@testable import Postgres
@testable import facteur

@Suite("An issue for people")
struct NewsletterReportTests {
    private func issue(opensAt: String?) throws -> NewsletterLedger {
        NewsletterLedger(
            id: "019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11", list: "lettre", subject: "Les tasses", state: .planned,
            sendAt: try #require(Timestamp(rfc3339: "2026-11-30T08:00:00Z")), subscribers: 3, sent: 0, waiting: 3,
            suppressed: 0,
            failed: 0, inDoubt: 0, cancelled: 0, bounced: 0, complained: 0, perSecond: 0,
            window: "tue-thu 9-18 no-holidays",
            timeZone: "Europe/Paris", opensAt: opensAt.flatMap { Timestamp(rfc3339: $0) })
    }

    @Test("It says when its window opens, by the shop's clock")
    func waits() throws {
        let waiting = try issue(opensAt: "2026-12-01T08:00:00Z")
        let lines = NewsletterReport.lines(waiting)
        #expect(lines.contains("state       planned: waits for its window: Tuesday 1 December 2026, 9:00"))
        #expect(lines.contains("window      tue-thu 9-18 no-holidays, Europe/Paris"))
        let words = NewsletterReport.blocks([waiting]).joined(separator: " ").split(separator: " ").joined(
            separator: " ")
        #expect(words.contains("waiting 3") && words.contains("waits for its window: Tuesday 1 December 2026, 9:00"))
    }

    @Test("It begins by the shop's clock, whatever the machine's says")
    func begins() throws {
        let now = try #require(Timestamp(rfc3339: "2026-11-28T23:30:00Z"))
        let issue = try issue(opensAt: nil)
        #expect(NewsletterReport.lines(issue, now: now).contains("from        30 Nov 09:00 (in 32 h)"))
        #expect(NewsletterReport.blocks([issue], now: now).first?.hasSuffix("from 30 Nov 09:00") == true)
    }

    @Test("Open, it says in which hours it goes and no more")
    func open() throws {
        let lines = NewsletterReport.lines(try issue(opensAt: nil))
        #expect(lines.contains("state       planned"))
        #expect(lines.contains { $0.hasPrefix("window ") } && !lines.contains { $0.contains("waits") })
    }
}
