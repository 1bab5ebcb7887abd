import Mail

/// So many attempts of one row.
struct CountedOutcome: Sendable {
    var end: OutcomeClass
    var count: Int

    func add(to counts: inout [OutcomeClass: Int]) { counts[end, default: 0] += count }
}

extension Rows.Row {
    /// The fields `outcome` and `count`; nil where a row has none.
    func counted() throws(OutboxError) -> CountedOutcome? {
        guard let outcome = text("outcome") else { return nil }
        return CountedOutcome(end: OutcomeClass(word: outcome), count: Int(try integer("count")))
    }

    fileprivate func lane() throws(OutboxError) -> Lane { try required("lane", Lane.init(rawValue:)) }
    fileprivate func count(_ name: String) throws(OutboxError) -> Int { Int(try integer(name)) }
}

// Each reads a row of the statement `overview_….sql` of its name.

extension Overview.Flow {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            at: try row.timestamp("at"), lane: try row.lane(), end: OutcomeClass(word: try row.string("outcome")),
            count: try row.count("count"))
    }
}

extension Overview.Latency {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            at: try row.timestamp("at"), lane: try row.lane(), bound: try row.count("bound_ms"),
            count: try row.count("count"))
    }
}

extension Overview.QueueSample {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            at: try row.timestamp("at"), lane: try row.lane(), waiting: try row.count("waiting"),
            oldest: row.optionalDuration("oldest"), retrying: try row.count("retrying"),
            inDoubt: try row.count("in_doubt"))
    }
}

extension Overview.Pause {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            scope: try row.required("scope", Scope.init(rawValue:)), name: try row.string("name"),
            since: try row.timestamp("since"), reason: row.text("reason"))
    }
}

extension Overview.Worker {
    /// nil for the row that holds the clock alone.
    init?(_ row: Rows.Row) throws(OutboxError) {
        guard let host = row.text("host") else { return nil }
        self.init(
            name: "\(host):\(try row.integer("pid"))", version: try row.string("version"),
            startedAt: try row.timestamp("started_at"), silence: try row.duration("silence"))
    }
}

extension Overview.Reports {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            event: try row.required("event", Report.Event.init(rawValue:)), lastHour: try row.count("last_hour"),
            lastDay: try row.count("last_day"))
    }
}

extension Overview.Failure {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            at: try row.timestamp("at"), message: try row.message("message"), kind: try row.string("kind"),
            recipient: try row.string("recipient"), outcome: try row.string("outcome"),
            code: row.text("code").flatMap { Int($0) }, enhanced: row.text("enhanced"), reply: try row.string("reply"))
    }
}

extension Overview.Issue {
    init(_ row: Rows.Row) throws(OutboxError) {
        self.init(
            id: try row.message("id"), list: try row.string("list"), subject: try row.string("subject"),
            state: try row.required("state", State.init(rawValue:)), sendAt: try row.timestamp("send_at"))
        guard let at = row.optionalTimestamp("at") else { return }
        var ledger = Ledger(at: at)
        ledger.subscribers = try row.count("subscribers")
        ledger.sent = try row.count("sent")
        ledger.waiting = try row.count("waiting")
        ledger.suppressed = try row.count("suppressed")
        ledger.failed = try row.count("failed")
        ledger.inDoubt = try row.count("in_doubt")
        ledger.cancelled = try row.count("cancelled")
        ledger.bounced = try row.count("bounced")
        ledger.complained = try row.count("complained")
        ledger.perSecond = try row.required("rate", Double.init)
        self.ledger = ledger
    }
}
