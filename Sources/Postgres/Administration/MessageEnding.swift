import Mail

/// What explains how a message ended, beside its attempts and what operators did to it.
package struct MessageEnding: Sendable, Hashable, Encodable {
    /// The newer message with its key that took its place.
    package var supersededBy: String?
    /// What keeps mail from its address now; nil where nothing does.
    package var suppression: Suppression?
    /// Of a newsletter's reader.
    package var reader: Reader?
    /// When its issue was cancelled.
    package var issueCancelledAt: Timestamp?

    package struct Suppression: Sendable, Hashable, Encodable {
        /// `all` or `marketing`.
        package var scope: String
        package var reason: String
        /// A database user, `worker`, or who brought a report.
        package var source: String
        package var since: Timestamp
    }

    package struct Reader: Sendable, Hashable, Encodable {
        package var list: String
        /// `subscribed`, `pending` or `unsubscribed`.
        package var status: String
        package var leftAt: Timestamp?
    }

    package init(
        supersededBy: String? = nil, suppression: Suppression? = nil, reader: Reader? = nil,
        issueCancelledAt: Timestamp? = nil
    ) {
        self.supersededBy = supersededBy
        self.suppression = suppression
        self.reader = reader
        self.issueCancelledAt = issueCancelledAt
    }
}

extension MessageEnding {
    /// Reads a row of `ending.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        supersededBy = row.text("superseded_by")
        issueCancelledAt = row.optionalTimestamp("issue_cancelled_at")
        if let scope = row.text("suppression_scope") {
            suppression = Suppression(
                scope: scope, reason: try row.string("suppression_reason"),
                source: try row.string("suppression_source"),
                since: try row.timestamp("suppression_since"))
        }
        if let list = row.text("list") {
            reader = Reader(
                list: list, status: try row.string("reader_status"), leftAt: row.optionalTimestamp("reader_left_at"))
        }
    }
}
