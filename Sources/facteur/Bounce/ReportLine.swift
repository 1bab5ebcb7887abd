import Logging
import Mail
import Observability

/// A report as a line of the log.
struct ReportLine {
    private let event: Event
    private let text: String
    private let fields: [String: String]

    init(_ report: Report, _ effect: ReportEffect, source: String, isMasked: Bool) {
        event =
            switch effect.kind {
            case .bounced: .bounced
            case .complained: .complained
            case .unsubscribed, .noted, .known, .unknown: .report
            }
        let recipient = (effect.recipient ?? report.recipient).map { isMasked ? EmailAddress.mask($0) : $0 }
        let said = [report.code.map(String.init), report.enhanced, report.text.isEmpty ? nil : report.text]
        text =
            [report.event.rawValue, recipient, said.compactMap(\.self).joined(separator: " ")].compactMap(\.self)
            .joined(separator: " ")
        fields = [
            "source": source, "effect": effect.kind.rawValue, "report": report.event.rawValue,
            "message": effect.message?.description, "kind": effect.messageKind, "lane": effect.lane?.rawValue,
            "recipient": recipient, "newsletter": effect.newsletter?.description, "code": report.code.map(String.init),
            "enhanced": report.enhanced, "reply": report.text.isEmpty ? nil : report.text, "reporter": report.reporter,
        ].compactMapValues(\.self)
    }

    func write(to logger: Logger) { logger.log(event, text, fields.mapValues { .string($0) }) }
}
