import Mail
import Replies
import Testing

@testable import Webhooks

@Suite("Recorded bodies")
struct RecordedBodyTests {
    private let table: ReplyTable

    init() throws { table = try ReplyFile.shipped() }

    @Test("Each file of the folder says what must come of it, and every provider has some")
    func heads() {
        #expect(RecordedBody.all.count >= 75)
        #expect(Set(RecordedBody.all.map(\.provider)) == Set(WebhookAdapters.names))
    }

    @Test("Each says what happened to which message, and whether its mailbox is dead", arguments: RecordedBody.all)
    func meaning(recorded: RecordedBody) throws {
        let adapter = try #require(Adapters.named(recorded.provider))
        let events = try adapter.events(recorded.body)
        #expect(events.map(line) == recorded.expected)
        #expect(Set(events.map(\.id)).count == events.count)
        #expect(try adapter.events(recorded.body).map(\.id) == events.map(\.id))
    }

    @Test("A body that is cut short anywhere, or is another's, is malformed or says nothing, and never fails otherwise")
    func truncated() throws {
        for recorded in RecordedBody.all {
            let adapter = try #require(Adapters.named(recorded.provider))
            for length in stride(from: 0, to: recorded.body.count - 2, by: max(1, recorded.body.count / 12)) {
                #expect(throws: WebhookFault.self, "\(recorded.name) \(length)") {
                    try adapter.events(Array(recorded.body.prefix(length)))
                }
            }
            for other in Adapters.all where other.name != recorded.provider {
                _ = try? other.events(recorded.body)
            }
        }
    }

    private func line(_ event: ProviderEvent) -> String {
        let report = event.report
        let isDead = report.event == .bounced && table.judge(.refused(report.reply, at: .rcpt)).suppress
        let isOurs = report.references.messages.first?.id == MessageID(compact: RecordedBody.id)
        return [
            report.event.rawValue, report.recipient ?? "-", report.code.map(String.init) ?? "-", report.enhanced ?? "-",
            isDead ? "yes" : "no", isOurs ? "message" : report.references.isEmpty ? "nobody" : "another",
        ].joined(separator: " ")
    }
}
