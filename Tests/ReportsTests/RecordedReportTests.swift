import Mail
import Replies
import Reports
import Testing

@Suite("Recorded reports")
struct RecordedReportTests {
    private let reader: ReportReader
    /// Read once, not for each report.
    private static let table = Result { try ReplyFile.table(ReplyFile.embedded, file: "replies.yaml") }

    init() throws { reader = ReportReader(unsubscribe: try UnsubscribeAddress("unsubscribe@shop.test")) }

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
        let verdict = try Self.table.get().judge(.refused(report.reply, at: .rcpt))
        let isDead = report.event == .bounced && verdict.suppress
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
