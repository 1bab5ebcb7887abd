import Mail
import Replies
import Reports
import Testing

@Suite("Recorded reports")
struct RecordedReportTests {
    private let reader: ReportReader
    private let table: ReplyTable

    init() throws {
        reader = ReportReader(unsubscribe: try UnsubscribeAddress("unsubscribe@shop.test"))
        table = try ReplyFile.table(ReplyFile.embedded, file: "replies.yaml")
    }

    @Test("Each file of the folder says what must come of it")
    func heads() { #expect(RecordedReport.all.count >= 80) }

    @Test("Each says what happened to which message, and whether its mailbox is dead", arguments: RecordedReport.all)
    func meaning(recorded: RecordedReport) throws {
        let found = try reader.report(recorded.mail)
        guard recorded.outcome != .ignored else {
            #expect(found?.references.isEmpty ?? true)
            return
        }
        let report = try #require(found)
        #expect(report.event.rawValue == recorded.outcome.rawValue)
        if let recipient = recorded.recipient { #expect(report.recipient == recipient) }
        if recorded.outcome == .bounced || recorded.outcome == .delayed {
            #expect(report.code == recorded.code)
            #expect(report.enhanced == recorded.enhanced)
        }
        let isDead = report.event == .bounced && table.judge(.refused(report.reply, at: .rcpt)).suppress
        #expect(isDead == (recorded.suppression == "all"), "\(report.reply)")
        switch recorded.origin {
        case "verp", "message-id":
            #expect(report.references.messages.first?.id == MessageID(compact: RecordedReport.id))
            #expect(report.references.messages.first?.origin.rawValue == recorded.origin)
        case "feedback-id": #expect(report.references.issue == MessageID(compact: RecordedReport.issue))
        default: #expect(report.references.token == RecordedReport.token)
        }
    }
}
