import Mail

/// One attempt or one report with whose it is: a line of `facteur tail`.
package struct TailLine: Sendable {
    package enum Content: Sendable {
        case delivery(DeliveryRecord)
        case report(ReportRecord)
    }

    /// nil for a report that speaks of a reader, and of no message that is still there; so are its kind and its lane.
    package var message: String?
    package var kind: String?
    package var lane: Lane?
    /// Whom we wrote to; nil for a report that speaks of an issue alone.
    package var recipient: String?
    package var content: Content

    package var at: Timestamp {
        switch content {
        case .delivery(let delivery): delivery.at
        case .report(let report): report.at
        }
    }
}

extension TailLine {
    /// Reads a row of `tail.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        message = row.text("message")
        kind = row.text("kind")
        lane = row.text("lane").flatMap(Lane.init(rawValue:))
        recipient = row.text("recipient")
        content =
            row.text("source") == nil ? .delivery(try DeliveryRecord(row)) : .report(try ReportRecord(row))
    }
}
