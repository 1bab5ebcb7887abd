import Mail

/// One report on a message, as the outbox keeps it.
package struct ReportRecord: Sendable, Encodable {
    /// Grows with every report that is taken in.
    package var number: Int64
    package var at: Timestamp
    /// Who brought it: `mail`, or a provider.
    package var source: String
    /// `bounced`, `delayed`, `delivered`, `complained`, `replied` or `unsubscribed`.
    package var event: String
    /// What it came to: `bounced`, `sent`, `complained`, `unsubscribed`, `noted` or `unknown`.
    package var effect: String
    /// Whom it names; nil where it names nobody.
    package var recipient: String?
    package var code: Int?
    package var enhanced: String?
    /// The words of the server that refused; empty where there are none.
    package var reply: String
    /// The server that reports.
    package var reporter: String?
}

extension ReportRecord {
    /// Reads a row of `reports.sql` or `tail.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        number = try row.integer("number")
        at = try row.timestamp("at")
        source = try row.string("source")
        event = try row.string("event")
        effect = try row.string("effect")
        recipient = row.text("named")
        code = row.text("code").flatMap { Int($0) }
        enhanced = row.text("enhanced")
        reply = try row.string("reply")
        reporter = row.text("reporter")
    }
}
