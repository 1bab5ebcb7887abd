import Mail

extension ParkedDomain {
    /// Reads a row of `parked_domains.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            family: try row.string("family"), until: try row.timestamp("until"), since: try row.timestamp("since"),
            reason: try row.string("reason"), consecutiveParks: Int(try row.integer("strikes")))
    }
}
