import Logging
import Mail
import Metrics
import Observability

/// A report as a line of the log, and one more in the count of those that were taken in.
struct ReportLine {
    private let report: Report
    private let source: String
    private let isNew: Bool
    private let event: Event
    private let text: String
    private let fields: [String: String]

    init(_ report: Report, _ effect: ReportEffect, source: String, isMasked: Bool) {
        self.report = report
        self.source = source
        isNew = effect.kind != .known
        event =
            switch effect.kind {
            case .bounced: .bounced
            case .complained: .complained
            case .sent, .unsubscribed, .noted, .known, .unknown: .report
            }
        let recipient = (effect.recipient ?? report.recipient).map { isMasked ? EmailAddress.mask($0) : $0 }
        let said = Report.words(code: report.code, enhanced: report.enhanced, text: report.text)
        text = [report.event.rawValue, recipient, said].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        fields = [
            "source": source, "effect": effect.kind.rawValue, "report": report.event.rawValue,
            "message": effect.message?.description, "kind": effect.messageKind, "lane": effect.lane?.rawValue,
            "recipient": recipient, "newsletter": effect.newsletter?.description, "code": report.code.map(String.init),
            "enhanced": report.enhanced, "reply": report.text.isEmpty ? nil : report.text, "reporter": report.reporter,
        ].compactMapValues(\.self)
    }

    func write(to logger: Logger) {
        logger.log(event, text, fields.mapValues { .string($0) })
        if isNew { Counter(.reports, report.event.rawValue, source).increment() }
    }
}
