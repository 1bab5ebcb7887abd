import Mail

extension Claimed {
    /// Reads a row of `claim.sql`.
    init(_ row: Rows.Row, lane: Lane) throws(OutboxError) {
        var issue: Issue?
        if let newsletter = row.text("newsletter").flatMap({ MessageID($0) }) {
            issue = Issue(id: newsletter, unsubscribeToken: try row.string("unsubscribe_token"))
        }
        self.init(
            lease: Lease(message: try row.message("id"), token: try row.integer("token")),
            status: try row.required("status", LeaseStatus.init(rawValue:)),
            kind: try row.string("kind"),
            lane: lane,
            attempt: Int(try row.integer("attempt")),
            recipient: try row.string("recipient"),
            recipientName: row.text("recipient_name"),
            locale: try row.string("locale"),
            parameters: try row.string("parameters"),
            enqueuedAt: try row.timestamp("enqueued_at"),
            datedAt: try row.timestamp("dated_at"),
            expiresAt: row.optionalTimestamp("expires_at"),
            expiresIn: row.optionalDuration("expires_in"),
            queued: try row.duration("queued"),
            issue: issue,
            sinceFirstDue: try row.duration("since_first_due"),
            doubts: Int(try row.integer("doubts")),
            hasAttachments: row.flag("has_attachments"))
    }
}
