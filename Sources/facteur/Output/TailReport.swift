import Mail
import Postgres

/// One line of `facteur tail` for people.
enum TailReport {
    static func text(_ line: TailLine, isMasked: Bool) -> String {
        let recipient = line.recipient.map { isMasked ? EmailAddress.mask($0) : $0 } ?? "-"
        let (word, round, server, said) =
            switch line.content {
            case .delivery(let delivery):
                (
                    delivery.outcomeInWords, "attempt \(delivery.attempt)", delivery.relay ?? "-", delivery.fullReply
                )
            case .report(let report):
                (report.event, "by \(report.source)", report.reporter ?? "-", report.fullReply)
            }
        return [
            line.at.rfc3339Milliseconds, word.padded(to: 10), line.message ?? "-", line.kind ?? "-", round, recipient,
            server, said,
        ].joined(separator: "  ")
    }
}
