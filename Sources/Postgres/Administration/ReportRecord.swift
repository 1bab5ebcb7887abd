import Mail

/// One report on a message, as the outbox keeps it.
package struct ReportRecord: Sendable, Encodable {
    package var at: Timestamp
    /// Who brought it: `mail`, or a provider.
    package var source: String
    /// `bounced`, `delayed`, `delivered`, `complained`, `replied` or `unsubscribed`.
    package var event: String
    /// Whom it names; nil where it names nobody.
    package var recipient: String?
    package var code: Int?
    package var enhanced: String?
    /// The words of the server that refused; empty where there are none.
    package var reply: String
    /// The server that reports.
    package var reporter: String?

    /// Reads a row of `reports.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        at = try row.timestamp("at")
        source = try row.string("source")
        event = try row.string("event")
        recipient = row.text("recipient")
        code = row.text("code").flatMap { Int($0) }
        enhanced = row.text("enhanced")
        reply = try row.string("reply")
        reporter = row.text("reporter")
    }
}
