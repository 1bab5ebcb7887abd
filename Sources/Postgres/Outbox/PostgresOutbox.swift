import Glibc
import Mail
import Platform
import Synchronization

/// The outbox in PostgreSQL, as one worker sees it: an epoch drawn anew at each start, and the leases it holds. Works behind PgBouncer in
/// transaction mode: nothing is prepared, nothing is kept in a session.
package final class PostgresOutbox: Outbox {
    /// A UUID.
    package let epoch: String
    /// No more messages of issues are ready at a time: pausing and cancelling find little to stop, and the table stays small.
    package static let bulkDepth = 5_000
    /// Rows made or moved by one promotion; several issues take turns by as many.
    private static let chunk = 1_000
    /// On which producers ring.
    private static let wakeUpChannel = "facteur"
    let sessions: OutboxSessions
    private let openings: PublishedOpenings
    private let listener: Listener
    let times: LeaseTimes
    private let retention: Retention
    private let version: String
    private let delivery: DeliveryRule
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    private struct State {
        var tokens = KnownTokens()
        var watermark = Watermark()
    }

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: The database, as the role `facteur_worker`.
    ///   - times: When leases die; the same for all workers of a database.
    ///   - retention: How long ended messages and the delivery log are kept.
    ///   - version: The program's, for `facteur status`.
    ///   - delivery: Whom this worker writes to, for the same.
    ///   - now: The clock by which claims are timed.
    package init(
        _ settings: DatabaseSettings, times: LeaseTimes = LeaseTimes(), retention: Retention = Retention(),
        version: String = "unknown", delivery: DeliveryRule = .everybody,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        var generator = SystemRandomNumberGenerator()
        epoch = MessageID(high: generator.next(), low: generator.next()).description
        sessions = OutboxSessions(settings, times: times)
        openings = PublishedOpenings(sessions.chores)
        listener = Listener(settings: settings)
        self.times = times
        self.retention = retention
        self.version = version
        self.delivery = delivery
        self.now = now
    }

    /// Connects ahead of the first statements.
    package func open() async { await sessions.open() }

    package func leftovers(of epoch: String?, begun: [Lease]) async throws(OutboxError) -> [Claimed] {
        let dead = epoch.flatMap { MessageID($0)?.description }
        let values = [
            Value(array: begun.map(\.message)), Value(array: begun.map(\.token)), Value(dead), Value(self.epoch),
        ]
        return try await taking(mayBeOld: true) { () throws(OutboxError) in
            try await sessions.chores.rows(Statement.leftovers, values) { row throws(OutboxError) in
                try Claimed(row, lane: try row.required("lane", Lane.init(rawValue:)))
            }
        } tokens: {
            $0.map(\.lease.token)
        }
    }

    package func claim(_ lane: Lane, limit: Int) async throws(OutboxError) -> [Claimed] {
        guard limit > 0 else { return [] }
        let asked = now()
        let mark = state.withLock { $0.watermark.value(for: lane, at: asked) }
        let values = [
            Value(lane.rawValue), Value(limit), Value(epoch), Value(mark.map { String($0.dueAt) }),
            Value(mark?.message.description),
        ]
        let session = lane == .transactional ? sessions.urgentClaims : sessions.claims
        let rows = try await taking { () throws(OutboxError) in
            try await session.rows(Statement.claim, values) { row throws(OutboxError) in
                (claimed: try Claimed(row, lane: lane), dueAt: try row.integer("due_at"))
            }
        } tokens: {
            $0.map(\.claimed.lease.token)
        }
        state.withLock { state in
            let last = rows.last.map { Watermark.Position(dueAt: $0.dueAt, message: $0.claimed.lease.message) }
            state.watermark.advance(lane, to: last, found: rows.count, after: now() - asked)
        }
        return rows.map(\.claimed)
    }

    package func status(of leases: [Lease], in lane: Lane) async throws(OutboxError) -> [Lease: LeaseStatus] {
        guard !leases.isEmpty else { return [:] }
        let values = [Value(array: leases.map(\.message)), Value(array: leases.map(\.token))]
        let session = lane == .transactional ? sessions.urgentClaims : sessions.claims
        let statuses = try await session.rows(Statement.leaseStatus, values) { row throws(OutboxError) in
            (
                Lease(message: try row.message("message"), token: try row.integer("token")),
                try row.required("status", LeaseStatus.init(rawValue:))
            )
        }
        return Dictionary(statuses) { first, _ in first }
    }

    package func settle(_ settlements: [Settlement]) async throws(OutboxError) -> Set<Lease> {
        guard !settlements.isEmpty else { return [] }
        // Held ones are apart, so that production pays nothing for staging; each statement may be repeated by itself.
        let held = settlements.filter { $0.outcome == .held }
        let others = held.isEmpty ? settlements : settlements.filter { $0.outcome != .held }
        var late: [Int64] = []
        if !held.isEmpty {
            late += try await sessions.settlements.rows(Statement.holdBack, Settlement.heldValues(held)) {
                row throws(OutboxError) in try row.integer("token")
            }
        }
        if !others.isEmpty {
            late += try await sessions.settlements.rows(Statement.settle, Settlement.values(others)) {
                row throws(OutboxError) in try row.integer("token")
            }
        }
        state.withLock { $0.tokens.forget(settlements.map(\.lease.token)) }
        return Set(settlements.lazy.map(\.lease).filter { late.contains($0.token) })
    }

    package func issue(_ id: MessageID) async throws(OutboxError) -> StoredIssue? {
        try await sessions.claims.rows(Statement.issue, [Value(id)]) { row throws(OutboxError) in
            StoredIssue(
                content: try row.string("content"),
                list: StoredIssue.List(
                    name: try row.string("list"), title: row.text("title"), listID: row.text("list_id"),
                    shownTitle: row.text("shown_title"), sender: row.text("sender"), replyTo: row.text("reply_to"),
                    locale: row.text("locale")))
        }.first
    }

    /// Throws `.schema`, too, when the schema has meanwhile become another than this program's.
    @discardableResult
    package func enlist() async throws(OutboxError) -> Registration {
        try await SchemaVersion(session: sessions.heartbeats).verify()
        return try await heartbeat(wantsWakeUps: false)
    }

    @discardableResult
    package func heartbeat(wantsWakeUps: Bool) async throws(OutboxError) -> Registration {
        let values = [
            Value(epoch), Value(HostName.current), Value(getpid()), Value(version), Value(wantsWakeUps),
            Value(times.gap), Value(WorkerDelivery(delivery).json),
        ]
        let rows = try await sessions.heartbeats.rows(Statement.heartbeat, values) { row throws(OutboxError) in
            (first: try row.integer("first_token"), last: try row.integer("last_token"))
        }
        guard let row = rows.first else { throw .statement("database: a heartbeat was stored without an answer") }
        state.withLock { $0.tokens.drawn(row.last) }
        return Registration(firstToken: row.first)
    }

    package func releaseDeadWorkers() async throws(OutboxError) {
        try await sessions.promotions.execute(
            Statement.releaseDeadWorkers,
            [Value(epoch), Value(times.death), Value(times.gap), Value(times.steadiness)])
    }

    package func releaseStrays() async throws(OutboxError) {
        let tokens = state.withLock { $0.tokens }
        let last = tokens.lastBeforeClaims
        try await sessions.promotions.execute(
            Statement.releaseStrays,
            [Value(epoch), Value(array: Array(tokens.known)), Value(tokens.searched), Value(last)])
        state.withLock { $0.tokens.searched(upTo: last) }
    }

    package func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? {
        let session = lane == .transactional ? sessions.promotions : sessions.chores
        let values = [Value(lane.rawValue), Value(Self.bulkDepth), Value(Self.chunk)]
        return try await session.rows(Statement.promoteDue, values) { $0.optionalDuration("next") }.first ?? nil
    }

    package func expandIssues() async throws(OutboxError) -> Duration? {
        try await openings.renew()
        let claimed = state.withLock { $0.watermark.position(of: .bulk)?.dueAt }
        let values = [Value(Self.bulkDepth), Value(Self.chunk), Value(claimed.map { String($0) })]
        return try await sessions.chores.rows(Statement.expandIssues, values) { $0.optionalDuration("next") }.first
            ?? nil
    }

    package func survey() async throws(OutboxError) -> QueueSurvey {
        var survey = QueueSurvey()
        let depths = try await sessions.chores.rows(Statement.depths, [Value(QueueSurvey.most)]) {
            row throws(OutboxError) in
            (
                lane: try row.required("lane", Lane.init(rawValue:)), waiting: Int(try row.integer("waiting")),
                inDoubt: Int(try row.integer("in_doubt"))
            )
        }
        for depth in depths {
            survey.waiting[depth.lane] = depth.waiting
            survey.inDoubt[depth.lane] = depth.inDoubt
        }
        survey.parked = try await sessions.chores.rows(Statement.parkedDomains) { row throws(OutboxError) in
            try ParkedDomain(row)
        }
        state.withLock { [isParking = !survey.parked.isEmpty] in $0.watermark.isParking = isParking }
        return survey
    }

    package func report(_ outages: [RelayOutage]) async throws(OutboxError) {
        let values = [
            Value(epoch), Value(array: outages.map(\.relay)),
            Value(array: outages.map(\.lasted.wholeMicroseconds)), Value(array: outages.map(\.reason)),
        ]
        try await sessions.chores.execute(Statement.reportRelays, values)
    }

    package func tidy() async throws(OutboxError) -> Bool {
        let batch = 1_000
        let values = [
            Value(retention.messageDays), Value(retention.logDays), Value(batch), Value(retention.kindsJSON),
        ]
        let removed = try await sessions.removals.rows(Statement.tidy, values) { row throws(OutboxError) in
            try row.integer("removed")
        }
        // Contents are large.
        let files: Int64 = 50
        let dropped = try await sessions.removals.rows(Statement.tidyAttachments, [Value(Int(files))]) {
            row throws(OutboxError) in try row.integer("removed")
        }
        let hasMore = removed.first == Int64(batch) || dropped.first == files
        // Until there is something to remove again, the server keeps one connection less.
        if !hasMore { await sessions.removals.close() }
        return hasMore
    }

    package func retire() async throws(OutboxError) {
        try await sessions.chores.execute(Statement.releaseEpoch, [Value(epoch)])
        state.withLock { $0.tokens = KnownTokens() }
    }

    package func wakeUps() -> AsyncStream<Void> { listener.notifications(on: Self.wakeUpChannel) }

    package var hearsWakeUps: Bool { listener.hears }

    package func tryWakeUps() async throws(OutboxError) {
        try await sessions.heartbeats.execute(Statement.ring, [Value(Listener.trialChannel(of: Self.wakeUpChannel))])
    }

    /// Notes the tokens that a claim comes back with, and until then that it is under way.
    private func taking<Row>(
        mayBeOld: Bool = false, _ claim: () async throws(OutboxError) -> [Row], tokens: ([Row]) -> [Int64]
    ) async throws(OutboxError) -> [Row] {
        let number = state.withLock { $0.tokens.beginClaim(mayBeOld: mayBeOld) }
        do throws(OutboxError) {
            let rows = try await claim()
            let tokens = tokens(rows)
            state.withLock { $0.tokens.endClaim(number, with: tokens) }
            return rows
        } catch {
            state.withLock { $0.tokens.endClaim(number, with: []) }
            throw error
        }
    }
}
