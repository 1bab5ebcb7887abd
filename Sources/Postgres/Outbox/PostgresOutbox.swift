import Glibc
import Mail
import Platform
import Synchronization

/// The outbox in PostgreSQL, as one worker sees it: an epoch drawn anew at each start, and the leases it holds.
///
/// Several connections, each with a thread of its own, so that a newsletter's claim delays no reset link's, a claim no settlement, a
/// long chore no retry, and the removal of old rows nothing; they are opened when first needed. Works behind PgBouncer in transaction mode: nothing is prepared, nothing is kept in a session.
package final class PostgresOutbox: Outbox {
    /// This worker's epoch, a UUID: what the next start gives to `leftovers`.
    package let epoch: String
    /// No more messages of issues are ready at a time: pausing and cancelling find little to stop, and the table stays small.
    package static let bulkDepth = 5_000
    /// Rows made or moved by one promotion; several issues take turns by as many.
    private static let chunk = 1_000
    /// For transactional mail.
    private let urgentClaims: DatabaseSession
    private let claims: DatabaseSession
    private let settlements: DatabaseSession
    /// Of transactional mail, and of what dead workers held.
    private let promotions: DatabaseSession
    /// The bulk lane's promotion, issues and surveys.
    private let chores: DatabaseSession
    private let removals: DatabaseSession
    private let listener: Listener
    private let retention: Retention
    private let version: String
    private let state = Mutex(State())

    private struct State {
        /// The tokens that this worker knows: claimed, and not yet settled.
        var held: Set<Int64> = []
        var watermark = Watermark()
    }

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: The database, as the role `facteur_worker`.
    ///   - retention: How long ended messages and the delivery log are kept.
    ///   - version: The program's, for `facteur status`.
    package init(
        _ settings: DatabaseSettings, retention: Retention = Retention(), version: String = "unknown"
    ) {
        var generator = SystemRandomNumberGenerator()
        epoch = MessageID(high: generator.next(), low: generator.next()).description
        // A claim takes milliseconds: a server that froze is noticed by it, long before a chore may be called slow.
        var brief = settings
        brief.statementTimeout = min(settings.statementTimeout, .seconds(10))
        urgentClaims = DatabaseSession(settings: brief)
        claims = DatabaseSession(settings: brief)
        settlements = DatabaseSession(settings: settings)
        promotions = DatabaseSession(settings: brief)
        chores = DatabaseSession(settings: settings)
        removals = DatabaseSession(settings: settings)
        listener = Listener(settings: settings)
        self.retention = retention
        self.version = version
    }

    /// Takes over what a worker that is surely dead had begun to send, as its journal has it, and hands back at once the rest of
    /// what it held. Returns those whose outcome is not stored; settle them before the first claim. Asking twice is harmless.
    ///
    /// - Parameters:
    ///   - epoch: The dead worker's; nil when there was none.
    ///   - begun: The leases whose message had begun to leave.
    package func leftovers(of epoch: String?, begun: [Lease]) async throws(OutboxError) -> [Claimed] {
        let dead = epoch.flatMap { MessageID($0)?.description }
        let values = [
            Value(array: begun.map(\.message)), Value(array: begun.map(\.token)), Value(dead), Value(self.epoch),
        ]
        let leftovers = try await settlements.rows(Statement.leftovers, values) { row throws(OutboxError) in
            try Claimed(row, lane: try row.required("lane", Lane.init(rawValue:)))
        }
        state.withLock { $0.held.formUnion(leftovers.map(\.lease.token)) }
        return leftovers
    }

    package func claim(_ lane: Lane, limit: Int) async throws(OutboxError) -> [Claimed] {
        guard limit > 0 else { return [] }
        let asked = ContinuousClock.now
        let mark = state.withLock { $0.watermark.value(for: lane, at: asked) }
        let values = [
            Value(lane.rawValue), Value(limit), Value(epoch), Value(mark?.dueAt), Value(mark?.message.description),
        ]
        let session = lane == .transactional ? urgentClaims : claims
        let rows = try await session.rows(Statement.claim, values) { row throws(OutboxError) in
            (claimed: try Claimed(row, lane: lane), dueAt: try row.string("due_at"))
        }
        state.withLock { state in
            state.held.formUnion(rows.map(\.claimed.lease.token))
            let last = rows.last.map { Watermark.Position(dueAt: $0.dueAt, message: $0.claimed.lease.message) }
            state.watermark.advance(lane, to: last, after: ContinuousClock.now - asked)
        }
        return rows.map(\.claimed)
    }

    package func status(of leases: [Lease]) async throws(OutboxError) -> [Lease: LeaseStatus] {
        guard !leases.isEmpty else { return [:] }
        let values = [Value(array: leases.map(\.message)), Value(array: leases.map(\.token))]
        let statuses = try await claims.rows(Statement.leaseStatus, values) { row throws(OutboxError) in
            (
                Lease(message: try row.message("message"), token: try row.integer("token")),
                try row.required("status", LeaseStatus.init(rawValue:))
            )
        }
        return Dictionary(statuses) { first, _ in first }
    }

    package func settle(_ settlements: [Settlement]) async throws(OutboxError) -> Set<Lease> {
        guard !settlements.isEmpty else { return [] }
        let late = try await self.settlements.rows(Statement.settle, Settlement.values(settlements)) {
            row throws(OutboxError) in try row.integer("token")
        }
        state.withLock { $0.held.subtract(settlements.map(\.lease.token)) }
        return Set(settlements.lazy.map(\.lease).filter { late.contains($0.token) })
    }

    package func newsletter(_ id: MessageID) async throws(OutboxError) -> String? {
        try await claims.rows(Statement.newsletter, [Value(id)]) { row throws(OutboxError) in
            try row.string("content")
        }.first
    }

    /// Throws `.schema`, too, when the schema has meanwhile become another than this program's.
    package func enlist() async throws(OutboxError) {
        try await SchemaVersion(session: settlements).verify()
        try await register(idle: false)
    }

    package func heartbeat(idle: Bool) async throws(OutboxError) {
        try await register(idle: idle)
        // Only what is older than any claim may take, so that none is under way for it.
        let known = state.withLock { Array($0.held) }
        try await claims.execute(Statement.releaseStrays, [Value(epoch), Value(array: known)])
    }

    package func releaseDeadWorkers() async throws(OutboxError) {
        try await promotions.execute(Statement.releaseDeadWorkers, [Value(epoch)])
    }

    package func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? {
        let session = lane == .transactional ? promotions : chores
        let values = [Value(lane.rawValue), Value(Self.bulkDepth), Value(Self.chunk)]
        return try await session.rows(Statement.promoteDue, values) { $0.optionalDuration("next") }.first ?? nil
    }

    package func expandIssues() async throws(OutboxError) -> Duration? {
        let values = [Value(Self.bulkDepth), Value(Self.chunk)]
        return try await chores.rows(Statement.expandIssues, values) { $0.optionalDuration("next") }.first ?? nil
    }

    package func survey() async throws(OutboxError) -> QueueSurvey {
        var survey = QueueSurvey()
        let depths = try await chores.rows(Statement.depths, [Value(QueueSurvey.most)]) { row throws(OutboxError) in
            (
                lane: try row.required("lane", Lane.init(rawValue:)), waiting: Int(try row.integer("waiting")),
                inDoubt: Int(try row.integer("in_doubt"))
            )
        }
        for depth in depths {
            survey.waiting[depth.lane] = depth.waiting
            survey.inDoubt[depth.lane] = depth.inDoubt
        }
        survey.parked = try await chores.rows(Statement.parkedDomains) { row throws(OutboxError) in
            try ParkedDomain(row)
        }
        state.withLock { [isParking = !survey.parked.isEmpty] in $0.watermark.isParking = isParking }
        return survey
    }

    package func tidy() async throws(OutboxError) -> Bool {
        let batch = 1_000
        let values = [Value(retention.messageDays), Value(retention.logDays), Value(batch)]
        let removed = try await removals.rows(Statement.tidy, values) { row throws(OutboxError) in
            try row.integer("removed")
        }
        return removed.first == Int64(batch)
    }

    package func retire() async throws(OutboxError) {
        try await settlements.execute(Statement.releaseEpoch, [Value(epoch)])
        state.withLock { $0.held = [] }
    }

    package func wakeUps() -> AsyncStream<Void> { listener.notifications(on: "facteur") }

    private func register(idle: Bool) async throws(OutboxError) {
        let values = [Value(epoch), Value(HostName.current), Value(getpid()), Value(version), Value(idle)]
        try await settlements.execute(Statement.heartbeat, values)
    }
}

/// How long the database keeps what is over.
package struct Retention: Sendable {
    /// Days after a message ended until its row goes, and with it the memory of its `dedup_key`.
    package var messageDays: Int
    /// Days that the delivery log goes back.
    package var logDays: Int

    package init(messageDays: Int = 30, logDays: Int = 180) {
        self.messageDays = messageDays
        self.logDays = logDays
    }
}
