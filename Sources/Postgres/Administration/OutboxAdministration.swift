import Mail

/// The outbox as an operator sees and steers it, as the role `facteur_operator`.
package final class OutboxAdministration: Sendable {
    let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) { session = DatabaseSession(settings: settings) }

    /// Where every message stands. Counts all rows: for people, not for every second.
    package func status() async throws(OutboxError) -> QueueStatus {
        let rows = try await session.rows(Statement.status) { row throws(OutboxError) in
            (
                lane: try row.required("lane", Lane.init(rawValue:)), kind: try row.string("kind"),
                place: try row.string("place"), total: Int(try row.integer("total")),
                lastHour: Int(try row.integer("last_hour")), lastDay: Int(try row.integer("last_day")),
                oldest: row.optionalDuration("oldest")
            )
        }
        var counts: [QueueStatus.KindCounts] = []
        for row in rows {
            if counts.last?.lane != row.lane || counts.last?.kind != row.kind {
                counts.append(QueueStatus.KindCounts(lane: row.lane, kind: row.kind))
            }
            counts[counts.count - 1].add(
                row.place, total: row.total, lastHour: row.lastHour, lastDay: row.lastDay, oldest: row.oldest)
        }
        let total = try await session.rows(Statement.messageCount) { row throws(OutboxError) in
            try row.integer("total")
        }
        return QueueStatus(
            counts: counts, workers: try await workers(), relays: try await relays(), paused: try await paused(),
            newsletters: try await newsletters(), parked: try await parked(),
            messages: Int(total.first ?? 0))
    }

    /// One message with all its attempts and what was reported of it; nil when it is unknown.
    package func life(of message: MessageID) async throws(OutboxError) -> MessageLife? {
        let lives = try await session.rows(Statement.message, [Value(message)]) { row throws(OutboxError) in
            try MessageLife(row)
        }
        guard var life = lives.first else { return nil }
        life.attempts = try await session.rows(Statement.attempts, [Value(message)]) { row throws(OutboxError) in
            try DeliveryRecord(row)
        }
        life.reports = try await session.rows(Statement.reports, [Value(message)]) { row throws(OutboxError) in
            try ReportRecord(row)
        }
        return life
    }

    /// What the parameters of a kind may hold; empty for an unknown kind.
    package func parameters(of kind: String) async throws(OutboxError) -> [ParameterDefinition] {
        try await session.rows(Statement.kindParameters, [Value(kind)]) { row throws(OutboxError) in
            ParameterDefinition(
                name: try row.string("name"), type: try row.required("kind", ParameterType.init(rawValue:)),
                isRequired: row.flag("required"), isSecret: row.flag("secret"))
        }
    }

    /// The state of a message, in the contract's words; nil when it is unknown.
    package func state(of message: MessageID) async throws(OutboxError) -> String? {
        try await session.rows(Statement.messageState, [Value(message)]) { $0.text("state") }.first ?? nil
    }

    /// Attempts and reports behind `cursor`, at most `TailStream.most` of each, each the oldest first; they appear half a second late.
    package func tail(
        after cursor: TailCursor, kind: String? = nil, recipient: String? = nil
    ) async throws(OutboxError) -> [TailLine] {
        let values = [
            Value(cursor.delivery), Value(cursor.report), Value(kind), Value(recipient), Value(TailStream.most),
        ]
        return try await session.rows(Statement.tail, values) { row throws(OutboxError) in try TailLine(row) }
    }

    /// The cursor of what comes next.
    package func tailEnd() async throws(OutboxError) -> TailCursor {
        try await session.rows(Statement.tailEnd) { row throws(OutboxError) in
            TailCursor(delivery: try row.integer("delivery"), report: try row.integer("report"))
        }.first ?? TailCursor()
    }

    private func workers() async throws(OutboxError) -> [QueueStatus.Worker] {
        try await session.rows(Statement.workers) { row throws(OutboxError) in
            QueueStatus.Worker(
                host: try row.string("host"), processID: Int(try row.integer("pid")),
                version: try row.string("version"), isIdle: row.flag("idle"),
                startedAt: try row.timestamp("started_at"),
                heartbeatAgeSeconds: try row.duration("heartbeat_age").inSeconds,
                delivery: WorkerDelivery(json: row.text("delivery")))
        }
    }

    private func relays() async throws(OutboxError) -> [QueueStatus.Relay] {
        try await session.rows(Statement.relays) { row throws(OutboxError) in
            QueueStatus.Relay(
                name: try row.string("name"), sent: Int(try row.integer("sent")),
                notSent: Int(try row.integer("not_sent")), lastReply: try row.string("last_reply"),
                downSince: row.optionalTimestamp("down_since"), reason: row.text("reason"),
                reportedBy: row.text("reported_by").map { $0.split(separator: ", ").map(String.init) })
        }
    }

    private func paused() async throws(OutboxError) -> [String] {
        try await session.rows(Statement.paused) { row throws(OutboxError) in try row.string("name") }
    }

    private func parked() async throws(OutboxError) -> [QueueStatus.Parked] {
        let most = QueueSurvey.most
        let waiting = try await session.rows(Statement.parkedWaiting, [Value(most)]) { row throws(OutboxError) in
            (try row.string("family"), Int(try row.integer("waiting")))
        }
        let counts = Dictionary(waiting) { first, _ in first }
        return try await session.rows(Statement.parkedDomains) { row throws(OutboxError) in
            let domain = try ParkedDomain(row)
            return QueueStatus.Parked(domain, waiting: counts[domain.family] ?? 0)
        }
    }

    private func newsletters() async throws(OutboxError) -> [QueueStatus.Issue] {
        try await session.rows(Statement.newsletters) { row throws(OutboxError) in
            QueueStatus.Issue(
                id: try row.string("id"), list: try row.string("list"), sendAt: try row.timestamp("send_at"),
                expanded: Int(try row.integer("expanded")))
        }
    }
}
