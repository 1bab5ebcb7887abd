import Mail

/// Issues of newsletters, as an operator sees them.
extension OutboxAdministration {
    /// The latest issues, or the one with this id.
    package func newsletters(id: MessageID? = nil, limit: Int) async throws(OutboxError) -> [NewsletterLedger] {
        try await session.rows(Statement.newsletterLedgers, [Value(id?.description), Value(limit)]) {
            row throws(OutboxError) in
            var ledger = NewsletterLedger(
                id: try row.string("id"), list: try row.string("list"), subject: try row.string("subject"),
                state: try row.required("state", NewsletterLedger.State.init(rawValue:)), reason: row.text("reason"),
                sendAt: try row.timestamp("send_at"), subscribers: Int(try row.integer("subscribers")),
                sent: Int(try row.integer("sent")), waiting: Int(try row.integer("waiting")),
                suppressed: Int(try row.integer("suppressed")), failed: Int(try row.integer("failed")),
                inDoubt: Int(try row.integer("in_doubt")), cancelled: Int(try row.integer("cancelled")),
                bounced: Int(try row.integer("bounced")), complained: Int(try row.integer("complained")),
                perSecond: try row.required("rate", Double.init), window: row.text("sending_window"),
                timeZone: try row.string("time_zone"))
            ledger.waitForWindow(from: try row.timestamp("clock"))
            return ledger
        }
    }

    /// A copy of an issue to one address, which counts for nothing; the message's id.
    package func test(
        _ issue: MessageID, to address: String, locale: String
    ) async throws(OutboxError) -> MessageID {
        let ids = try await session.rows(
            Statement.testNewsletter, [Value(issue), Value(address), Value(locale), Value(person)]
        ) {
            row throws(OutboxError) in try row.message("id")
        }
        guard let id = ids.first else { throw .statement("database: no id came back: report it with the server's log") }
        return id
    }

    /// Ends an issue for good; how many messages that waited were withdrawn. Refused of one that is sent wholly.
    @discardableResult
    package func cancelNewsletter(_ issue: MessageID, reason: String? = nil) async throws(OutboxError) -> Int {
        let withdrawn = try await session.rows(
            Statement.cancelNewsletter, [Value(issue), Value(reason), Value(person)]
        ) { row throws(OutboxError) in try row.integer("withdrawn") }
        return Int(withdrawn.first ?? 0)
    }
}

/// What became of an issue's readers: `subscribers` is always the sum of the others, who complained aside.
package struct NewsletterLedger: Sendable, Hashable, Encodable {
    package enum State: String, Sendable, Hashable, Encodable {
        case planned, sending, paused, sent, cancelled
    }

    package var id: String
    package var list: String
    package var subject: String
    package var state: State
    /// Why it is paused, where no person did that.
    package var reason: String?
    package var sendAt: Timestamp
    package var subscribers: Int
    package var sent: Int
    package var waiting: Int
    package var suppressed: Int
    package var failed: Int
    package var inDoubt: Int
    package var cancelled: Int
    /// Taken by the relay, and reported later as not delivered.
    package var bounced: Int
    /// Of all these, how many called it spam.
    package var complained: Int
    /// Readers dealt with in each second of the last minute.
    package var perSecond: Double
    /// In which hours it may leave (`SendingWindow`); nil at any time.
    package var window: String?
    /// By whose clock that is, of readers of whom no zone is known.
    package var timeZone: String
    /// When the window opens, where the issue waits for that.
    package var opensAt: Timestamp?

    package var addsUp: Bool {
        subscribers == sent + waiting + suppressed + failed + inDoubt + cancelled + bounced
    }

    /// Works out whether it waits for its window at a moment, or will when it may begin.
    mutating func waitForWindow(from now: Timestamp) {
        guard state == .planned || state == .sending, waiting > 0, let window = window.flatMap({ SendingWindow($0) }),
            let zone = Zone(rawValue: timeZone)
        else { return }
        let earliest = max(now, sendAt)
        let opening = window.nextOpening(from: earliest, in: zone)
        opensAt = opening > earliest ? opening : nil
    }

    /// When it will be done at the pace of the last minute; nil while nothing moves.
    package var left: Duration? {
        guard state == .sending, waiting > 0, perSecond > 0 else { return nil }
        return .seconds(Double(waiting) / perSecond)
    }
}
