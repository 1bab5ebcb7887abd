import Mail

/// The queue as a whole, and what stands around one message of it.
extension OutboxAdministration {
    /// Pages of a table that are counted; of a longer one a sample is looked at instead.
    private static let countedPages = 2_000
    /// Pages of a sample.
    private static let sampledPages = 50
    /// Of each lane the oldest, beside a sample.
    private static let oldest = 100
    /// Of each part of the last day, beside a sample.
    private static let sliced = 10
    private static let noteworthy = 5

    /// Where every message stands. Of long tables it is an estimate that takes milliseconds, unless `isExact` asks for a count of all.
    package func status(isExact: Bool = false) async throws(OutboxError) -> QueueStatus {
        // Over two connections, with as much to do for each: nearly all of the time is the server's, and goes into the planning of statements.
        let second = OutboxAdministration(settings)
        async let background = second.background()
        let sizes = try await sizes(isExact: isExact)
        let (ready, scheduled) = (sizes.percent("ready"), sizes.percent("scheduled"))
        async let endings = second.counts(
            Statement.endingCounts, [Value(sizes.percent("ended")), Value(Self.oldest), Value(Self.sliced)])
        let waiting = try await self.counts(
            Statement.waitingCounts, [Value(ready), Value(scheduled), Value(Self.oldest)]
        ).get()
        let messages = sizes.isExact ? try await messageCount() : sizes.rows("message")
        let parked = try await parked(ready, scheduled)
        let (relays, noteworthy) = (try await relays(), try await latestNoteworthy())
        let counts = QueueStatus.KindCounts.list(waiting + (try await endings.get()))
        let around = try await background.get()
        return QueueStatus(
            counts: counts, workers: around.workers, relays: relays, paused: around.paused,
            newsletters: around.newsletters, parked: parked, messages: messages, troubles: around.troubles,
            quotas: around.quotas, endpoints: around.endpoints, noteworthy: noteworthy, isExact: sizes.isExact)
    }

    private func counts(
        _ statement: String, _ values: [Value]
    ) async -> Result<[QueueStatus.PlaceCount], OutboxError> {
        do throws(OutboxError) {
            return .success(
                try await session.rows(statement, values) { row throws(OutboxError) in
                    try QueueStatus.PlaceCount(row)
                })
        } catch {
            return .failure(error)
        }
    }

    /// What a status tells beside the queue itself.
    private struct Background: Sendable {
        var workers: [QueueStatus.Worker]
        var paused: [Pause]
        var newsletters: [QueueStatus.Issue]
        var troubles: [QueueStatus.Trouble]
        var quotas: [RelayQuota]
        var endpoints: [EndpointStatus]
    }

    private func background() async -> Result<Background, OutboxError> {
        do throws(OutboxError) {
            return .success(
                Background(
                    workers: try await workers(), paused: try await pauses(), newsletters: try await newsletters(),
                    troubles: try await troubles(), quotas: try await relayQuotas(), endpoints: try await endpoints()))
        } catch {
            return .failure(error)
        }
    }

    /// What stands around a waiting message.
    func surroundings(of message: MessageID) async throws(OutboxError) -> Surroundings {
        var place = Surroundings()
        place.pauses = try await pauses()
        place.workers = try await workers()
        place.troubles = try await troubles()
        place.relays = try await relays()
        place.quotas = try await relayQuotas()
        place.ahead = try await session.rows(Statement.ahead, [Value(message), Value(Surroundings.most)]) {
            row throws(OutboxError) in Int(try row.integer("ahead"))
        }.first
        return place
    }

    /// What is stopped, by whom and since when.
    package func pauses() async throws(OutboxError) -> [Pause] {
        try await session.rows(Statement.paused) { row throws(OutboxError) in try Pause(row) }
    }

    /// How much of each table is looked at.
    private struct Sizes {
        var tables: [String: (percent: String, rows: Int)]
        var isExact: Bool

        func percent(_ table: String) -> String { tables[table]?.percent ?? "100" }
        func rows(_ table: String) -> Int { tables[table]?.rows ?? 0 }
    }

    private func sizes(isExact: Bool) async throws(OutboxError) -> Sizes {
        let most: Int64 = isExact ? .max : Int64(Self.countedPages)
        let rows = try await session.rows(Statement.sizes, [Value(most), Value(Self.sampledPages)]) {
            row throws(OutboxError) in
            (try row.string("name"), (percent: try row.string("percent"), rows: Int(try row.integer("rows"))))
        }
        let tables = Dictionary(rows) { first, _ in first }
        return Sizes(tables: tables, isExact: tables.values.allSatisfy { Double($0.percent) == 100 })
    }

    private func messageCount() async throws(OutboxError) -> Int {
        let total = try await session.rows(Statement.messageCount) { row throws(OutboxError) in
            try row.integer("total")
        }
        return Int(total.first ?? 0)
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
        try await session.rows(Statement.relays, [Value(QueueStatus.Relay.mostAttempts)]) { row throws(OutboxError) in
            QueueStatus.Relay(
                name: try row.string("name"), sent: Int(try row.integer("sent")),
                notSent: Int(try row.integer("not_sent")), lastReply: try row.string("last_reply"),
                downSince: row.optionalTimestamp("down_since"), reason: row.text("reason"),
                reportedBy: row.text("reported_by").map { $0.split(separator: ", ").map(String.init) })
        }
    }

    private func troubles() async throws(OutboxError) -> [QueueStatus.Trouble] {
        try await session.rows(Statement.troubles) { row throws(OutboxError) in
            QueueStatus.Trouble(
                worker: "\(try row.string("host")):\(try row.integer("pid"))", name: try row.string("name"),
                since: try row.timestamp("since"), reason: try row.string("reason"))
        }
    }

    private func latestNoteworthy() async throws(OutboxError) -> [QueueStatus.Noteworthy] {
        try await session.rows(Statement.noteworthy, [Value(Self.noteworthy)]) { row throws(OutboxError) in
            QueueStatus.Noteworthy(
                state: try row.string("place"), id: try row.string("id"), kind: try row.string("kind"),
                at: try row.timestamp("at"))
        }
    }

    private func parked(_ ready: String, _ scheduled: String) async throws(OutboxError) -> [QueueStatus.Parked] {
        let domains = try await session.rows(Statement.parkedDomains) { row throws(OutboxError) in
            try ParkedDomain(row)
        }
        guard !domains.isEmpty else { return [] }
        let waiting = try await session.rows(Statement.parkedWaiting, [Value(ready), Value(scheduled)]) {
            row throws(OutboxError) in (try row.string("family"), Int(try row.integer("waiting")))
        }
        let counts = Dictionary(waiting) { first, _ in first }
        return domains.map { QueueStatus.Parked($0, waiting: counts[$0.family] ?? 0) }
    }

    private func newsletters() async throws(OutboxError) -> [QueueStatus.Issue] {
        try await session.rows(Statement.newsletters) { row throws(OutboxError) in
            QueueStatus.Issue(
                id: try row.string("id"), list: try row.string("list"), sendAt: try row.timestamp("send_at"),
                expanded: Int(try row.integer("expanded")))
        }
    }
}
