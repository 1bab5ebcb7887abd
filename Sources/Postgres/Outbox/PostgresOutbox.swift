import Glibc
import Mail
import Platform
import Synchronization

/// The outbox in PostgreSQL, as one worker sees it: an epoch drawn anew at each start, and the leases it holds.
///
/// Several connections, each with a thread of its own and opened when it is first needed: a newsletter's claim delays no reset
/// link's, a claim no settlement, a long chore no retry, the removal of old rows nothing, and nothing the heartbeat. Works behind
/// PgBouncer in transaction mode: nothing is prepared, nothing is kept in a session.
package final class PostgresOutbox: Outbox {
    /// A UUID.
    package let epoch: String
    /// No more messages of issues are ready at a time: pausing and cancelling find little to stop, and the table stays small.
    package static let bulkDepth = 5_000
    /// Rows made or moved by one promotion; several issues take turns by as many.
    private static let chunk = 1_000
    /// On which producers ring.
    private static let wakeUpChannel = "facteur"
    /// For transactional mail.
    private let urgentClaims: DatabaseSession
    private let claims: DatabaseSession
    private let settlements: DatabaseSession
    private let heartbeats: DatabaseSession
    /// Of transactional mail, and of leases on which nobody works.
    private let promotions: DatabaseSession
    /// The bulk lane's promotion, issues, surveys and statistics.
    let chores: DatabaseSession
    private let removals: DatabaseSession
    private let openings: PublishedOpenings
    private let listener: Listener
    private let times: LeaseTimes
    private let retention: Retention
    private let version: String
    private let delivery: DeliveryRule
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
    package init(
        _ settings: DatabaseSettings, times: LeaseTimes = LeaseTimes(), retention: Retention = Retention(),
        version: String = "unknown", delivery: DeliveryRule = .everybody
    ) {
        var generator = SystemRandomNumberGenerator()
        epoch = MessageID(high: generator.next(), low: generator.next()).description
        func session(within limit: Duration) -> DatabaseSession {
            var brief = settings
            brief.statementTimeout = min(settings.statementTimeout, limit)
            return DatabaseSession(settings: brief)
        }
        // A claim takes milliseconds: a server that froze is noticed by it, long before a chore may be called slow.
        urgentClaims = session(within: .seconds(10))
        claims = session(within: .seconds(10))
        settlements = session(within: times.settling)
        heartbeats = session(within: times.heartbeatTimeout)
        promotions = session(within: .seconds(10))
        chores = DatabaseSession(settings: settings)
        removals = DatabaseSession(settings: settings)
        openings = PublishedOpenings(chores)
        listener = Listener(settings: settings)
        self.times = times
        self.retention = retention
        self.version = version
        self.delivery = delivery
    }

    /// Connects ahead of the first statements, side by side: one after the other they would take longer than a start's other work.
    package func open() async {
        await withDiscardingTaskGroup { group in
            for session in [heartbeats, chores, urgentClaims, claims, promotions, settlements] {
                group.addTask { await session.open() }
            }
        }
    }

    package func leftovers(of epoch: String?, begun: [Lease]) async throws(OutboxError) -> [Claimed] {
        let dead = epoch.flatMap { MessageID($0)?.description }
        let values = [
            Value(array: begun.map(\.message)), Value(array: begun.map(\.token)), Value(dead), Value(self.epoch),
        ]
        return try await taking(mayBeOld: true) { () throws(OutboxError) in
            try await chores.rows(Statement.leftovers, values) { row throws(OutboxError) in
                try Claimed(row, lane: try row.required("lane", Lane.init(rawValue:)))
            }
        } tokens: {
            $0.map(\.lease.token)
        }
    }

    package func claim(_ lane: Lane, limit: Int) async throws(OutboxError) -> [Claimed] {
        guard limit > 0 else { return [] }
        let asked = ContinuousClock.now
        let mark = state.withLock { $0.watermark.value(for: lane, at: asked) }
        let values = [
            Value(lane.rawValue), Value(limit), Value(epoch), Value(mark.map { String($0.dueAt) }),
            Value(mark?.message.description),
        ]
        let session = lane == .transactional ? urgentClaims : claims
        let rows = try await taking { () throws(OutboxError) in
            try await session.rows(Statement.claim, values) { row throws(OutboxError) in
                (claimed: try Claimed(row, lane: lane), dueAt: try row.integer("due_at"))
            }
        } tokens: {
            $0.map(\.claimed.lease.token)
        }
        state.withLock { state in
            let last = rows.last.map { Watermark.Position(dueAt: $0.dueAt, message: $0.claimed.lease.message) }
            state.watermark.advance(lane, to: last, found: rows.count, after: ContinuousClock.now - asked)
        }
        return rows.map(\.claimed)
    }

    package func status(of leases: [Lease], in lane: Lane) async throws(OutboxError) -> [Lease: LeaseStatus] {
        guard !leases.isEmpty else { return [:] }
        let values = [Value(array: leases.map(\.message)), Value(array: leases.map(\.token))]
        let session = lane == .transactional ? urgentClaims : claims
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
            late += try await self.settlements.rows(Statement.holdBack, Settlement.heldValues(held)) {
                row throws(OutboxError) in try row.integer("token")
            }
        }
        if !others.isEmpty {
            late += try await self.settlements.rows(Statement.settle, Settlement.values(others)) {
                row throws(OutboxError) in try row.integer("token")
            }
        }
        state.withLock { $0.tokens.forget(settlements.map(\.lease.token)) }
        return Set(settlements.lazy.map(\.lease).filter { late.contains($0.token) })
    }

    package func issue(_ id: MessageID) async throws(OutboxError) -> StoredIssue? {
        try await claims.rows(Statement.issue, [Value(id)]) { row throws(OutboxError) in
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
        try await SchemaVersion(session: heartbeats).verify()
        return try await heartbeat(wantsWakeUps: false)
    }

    @discardableResult
    package func heartbeat(wantsWakeUps: Bool) async throws(OutboxError) -> Registration {
        let values = [
            Value(epoch), Value(HostName.current), Value(getpid()), Value(version), Value(wantsWakeUps),
            Value(times.gap), Value(WorkerDelivery(delivery).json),
        ]
        let rows = try await heartbeats.rows(Statement.heartbeat, values) { row throws(OutboxError) in
            (first: try row.integer("first_token"), last: try row.integer("last_token"))
        }
        guard let row = rows.first else { throw .statement("database: a heartbeat was stored without an answer") }
        state.withLock { $0.tokens.drawn(row.last) }
        return Registration(firstToken: row.first)
    }

    package func releaseDeadWorkers() async throws(OutboxError) {
        try await promotions.execute(
            Statement.releaseDeadWorkers,
            [Value(epoch), Value(times.death), Value(times.gap), Value(times.steadiness)])
    }

    package func releaseStrays() async throws(OutboxError) {
        let tokens = state.withLock { $0.tokens }
        let last = tokens.lastBeforeClaims
        try await promotions.execute(
            Statement.releaseStrays,
            [Value(epoch), Value(array: Array(tokens.known)), Value(tokens.searched), Value(last)])
        state.withLock { $0.tokens.searched(upTo: last) }
    }

    package func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? {
        let session = lane == .transactional ? promotions : chores
        let values = [Value(lane.rawValue), Value(Self.bulkDepth), Value(Self.chunk)]
        return try await session.rows(Statement.promoteDue, values) { $0.optionalDuration("next") }.first ?? nil
    }

    package func expandIssues() async throws(OutboxError) -> Duration? {
        try await openings.renew()
        let claimed = state.withLock { $0.watermark.position(of: .bulk)?.dueAt }
        let values = [Value(Self.bulkDepth), Value(Self.chunk), Value(claimed.map { String($0) })]
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

    package func recentReports() async throws(OutboxError) -> [ReportCount] {
        try await chores.rows(Statement.recentReports, [Value(ReportCount.most)]) { row throws(OutboxError) in
            ReportCount(
                source: try row.string("source"), event: try row.required("event", Report.Event.init(rawValue:)),
                count: Int(try row.integer("count")))
        }
    }

    package func limitedLately(within period: Duration) async throws(OutboxError) -> [LimitedCount] {
        try await chores.rows(Statement.limitedLately, [Value(period), Value(LimitedCount.most)]) {
            row throws(OutboxError) in
            LimitedCount(
                kind: try row.string("kind"), lane: try row.required("lane", Lane.init(rawValue:)),
                lately: Int(try row.integer("lately")), lastHour: Int(try row.integer("last_hour")))
        }
    }

    package func vitals() async throws(OutboxError) -> OutboxVitals {
        let most = Value(OutboxVitals.most)
        let ages = try await chores.rows(Statement.queueAge, [most]) { row throws(OutboxError) in
            (lane: try row.required("lane", Lane.init(rawValue:)), age: row.optionalDuration("age"))
        }
        let pauses = try await chores.rows(Statement.pauseCounts) { row throws(OutboxError) in
            OutboxVitals.Pauses(
                scope: try row.required("scope", OutboxVitals.Pauses.Scope.init(rawValue:)),
                isByItself: row.flag("by_itself"), count: Int(try row.integer("count")))
        }
        let holders = try await chores.rows(Statement.snapshotHolder) { row throws(OutboxError) in
            SnapshotHolder(
                kind: try row.string("kind"), pid: row.text("pid") ?? "", name: try row.string("name"),
                transaction: try row.string("transaction"))
        }
        // Last, so that the clock is fresh.
        let counts = try await chores.rows(Statement.vitals, [most, Value(times.death)]) { row throws(OutboxError) in
            OutboxVitals(
                workers: Int(try row.integer("workers")), clock: try row.timestamp("clock"),
                suppressedLately: Int(try row.integer("suppressed")), longestPark: row.optionalDuration("longest_park"))
        }
        guard var vitals = counts.first else { throw .statement("database: it was asked how it is, without an answer") }
        for (lane, age) in ages { vitals.oldest[lane] = age }
        vitals.pauses = pauses
        vitals.snapshotHolder = holders.first
        return vitals
    }

    package func report(_ outages: [RelayOutage]) async throws(OutboxError) {
        let values = [
            Value(epoch), Value(array: outages.map(\.relay)),
            Value(array: outages.map(\.lasted.wholeMicroseconds)), Value(array: outages.map(\.reason)),
        ]
        try await chores.execute(Statement.reportRelays, values)
    }

    package func tidy() async throws(OutboxError) -> Bool {
        let batch = 1_000
        let values = [
            Value(retention.messageDays), Value(retention.logDays), Value(batch), Value(retention.kindsJSON),
        ]
        let removed = try await removals.rows(Statement.tidy, values) { row throws(OutboxError) in
            try row.integer("removed")
        }
        // Contents are large.
        let files: Int64 = 50
        let dropped = try await removals.rows(Statement.tidyAttachments, [Value(Int(files))]) {
            row throws(OutboxError) in try row.integer("removed")
        }
        let hasMore = removed.first == Int64(batch) || dropped.first == files
        // Until there is something to remove again, the server keeps one connection less.
        if !hasMore { await removals.close() }
        return hasMore
    }

    package func retire() async throws(OutboxError) {
        try await chores.execute(Statement.releaseEpoch, [Value(epoch)])
        state.withLock { $0.tokens = KnownTokens() }
    }

    package func wakeUps() -> AsyncStream<Void> { listener.notifications(on: Self.wakeUpChannel) }

    package var hearsWakeUps: Bool { listener.hears }

    package func tryWakeUps() async throws(OutboxError) {
        try await heartbeats.execute(Statement.ring, [Value(Listener.trialChannel(of: Self.wakeUpChannel))])
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
