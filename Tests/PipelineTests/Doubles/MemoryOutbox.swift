import Mail
import Pipeline

/// An outbox in memory that keeps the rules the real one keeps: leases with growing tokens, fencing, status at the claim
/// and when asked again, attempts and doubts counted by outcome. Time is the test's.
actor MemoryOutbox: Outbox {
    struct Row {
        var claimed: Claimed
        var state = State.waiting
        var due: Duration
        var expiresAt: Duration?
        var status = LeaseStatus.due
        var settlements: [Settlement] = []
    }

    enum State: Hashable {
        case waiting, leased
        case ended(LeaseStatus?)
        case sent, failed, inDoubt
    }

    private let time: Time
    private(set) var rows: [MessageID: Row] = [:]
    private var order: [MessageID] = []
    private var nextToken: Int64 = 1
    private var nextID: UInt64 = 1
    private var outage: OutboxError?
    /// A settlement of this message is refused as no statement of ours should be.
    var poison: MessageID?

    /// What the worker does beside its messages.
    enum Chore: Hashable {
        case releaseDeadWorkers, promote(Lane), expandIssues, survey, tidy
    }

    /// How often each was asked for.
    private(set) var chores: [Chore: Int] = [:]
    /// When old rows were removed.
    private(set) var tidied: [Duration] = []
    private var failing: Set<Chore> = []
    private var held: [Chore: Latch] = [:]

    /// What a survey finds.
    private var surveyed = QueueSurvey()

    private(set) var enlistments = 0
    private(set) var heartbeats: [Bool] = []
    private(set) var claims: [(lane: Lane, limit: Int, found: Int)] = []
    private(set) var statusQuestions = 0
    private(set) var settleCalls = 0
    private(set) var late = 0
    /// The relays that were said to be down, each time.
    private(set) var reports: [[RelayOutage]] = []
    private(set) var hasRetired = false
    private var wake: AsyncStream<Void>.Continuation?

    init(time: Time) { self.time = time }

    // MARK: For the tests

    @discardableResult
    func enqueue(
        kind: String = "password-reset", lane: Lane = .transactional, to recipient: String = "marie@client.test",
        expiresIn: Duration? = nil, parameters: String = "{}", age: Duration? = nil
    ) -> MessageID {
        let id = MessageID(high: 7, low: nextID)
        nextID += 1
        let now = time.now()
        let issue = lane == .bulk ? Claimed.Issue(id: MessageID(high: 9, low: 1), unsubscribeToken: "t") : nil
        let claimed = Claimed(
            lease: Lease(message: id, token: 0), status: .due, kind: kind, lane: lane, attempt: 1,
            recipient: recipient, recipientName: nil, locale: "fr-FR", parameters: parameters,
            enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil, expiresIn: nil,
            queued: .zero, newsletter: issue, sinceFirstDue: age)
        rows[id] = Row(claimed: claimed, due: now, expiresAt: expiresIn.map { now + $0 })
        order.append(id)
        return id
    }

    func ring() { wake?.yield() }
    func goAway(_ fault: OutboxError? = .unavailable("the database is away")) { outage = fault }
    func comeBack() { outage = nil }
    func hold(_ chore: Chore, until latch: Latch) { held[chore] = latch }
    func fail(_ chores: Set<Chore>) { failing = chores }
    func survey(finds survey: QueueSurvey) { surveyed = survey }
    func poison(_ id: MessageID?) { poison = id }
    func change(_ id: MessageID, to status: LeaseStatus) { rows[id]?.status = status }
    /// Another worker takes the message's lease over.
    func steal(_ id: MessageID) {
        rows[id]?.claimed.lease.token = nextToken
        nextToken += 1
    }

    func count(_ state: State) -> Int { rows.values.count { $0.state == state } }
    var waiting: Int { rows.values.count { $0.state == .waiting || $0.state == .leased } }
    func row(_ id: MessageID) -> Row? { rows[id] }

    // MARK: Outbox

    func claim(_ lane: Lane, limit: Int) throws(OutboxError) -> [Claimed] {
        try answer()
        let now = time.now()
        var found: [Claimed] = []
        for id in order where found.count < limit {
            guard let row = rows[id], row.state == .waiting, row.due <= now, row.claimed.lane == lane else { continue }
            var claimed = row.claimed
            claimed.lease.token = nextToken
            nextToken += 1
            claimed.status = status(of: row, now)
            claimed.queued = now - row.due
            claimed.expiresIn = row.expiresAt.map { $0 - now }
            rows[id]?.claimed = claimed
            rows[id]?.state = .leased
            found.append(claimed)
        }
        claims.append((lane, limit, found.count))
        return found
    }

    func status(of leases: [Lease], in lane: Lane) throws(OutboxError) -> [Lease: LeaseStatus] {
        try answer()
        statusQuestions += 1
        let now = time.now()
        var answer: [Lease: LeaseStatus] = [:]
        for lease in leases {
            guard let row = rows[lease.message], row.claimed.lease == lease, row.state == .leased else {
                answer[lease] = .lost
                continue
            }
            answer[lease] = status(of: row, now)
        }
        return answer
    }

    func settle(_ settlements: [Settlement]) throws(OutboxError) -> Set<Lease> {
        try answer()
        settleCalls += 1
        if let poison, settlements.contains(where: { $0.lease.message == poison }) {
            throw .statement("this settlement cannot be stored")
        }
        var lost: Set<Lease> = []
        for settlement in settlements where !store(settlement) { lost.insert(settlement.lease) }
        late += lost.count
        return lost
    }

    func newsletter(_ id: MessageID) throws(OutboxError) -> String? {
        try answer()
        return "{}"
    }

    func enlist() throws(OutboxError) -> Registration {
        try answer()
        enlistments += 1
        return Registration(firstToken: 0)
    }

    func heartbeat(idle: Bool) throws(OutboxError) -> Registration {
        try answer()
        heartbeats.append(idle)
        return Registration(firstToken: 0)
    }

    func releaseStrays() throws(OutboxError) { try answer() }

    nonisolated var epoch: String { "memory" }

    func leftovers(of epoch: String?, begun: [Lease]) throws(OutboxError) -> [Claimed] {
        try answer()
        return begun.compactMap { lease in
            rows[lease.message].flatMap { $0.claimed.lease == lease && $0.state == .leased ? $0.claimed : nil }
        }
    }

    func releaseDeadWorkers() async throws(OutboxError) { try await answer(to: .releaseDeadWorkers) }

    func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? {
        try await answer(to: .promote(lane))
        return nil
    }

    func expandIssues() async throws(OutboxError) -> Duration? {
        try await answer(to: .expandIssues)
        return nil
    }

    func survey() async throws(OutboxError) -> QueueSurvey {
        try await answer(to: .survey)
        return surveyed
    }

    func report(_ outages: [RelayOutage]) throws(OutboxError) {
        try answer()
        reports.append(outages)
    }

    func tidy() async throws(OutboxError) -> Bool {
        try await answer(to: .tidy)
        tidied.append(time.now())
        return tidied.count % 5 != 0
    }

    func retire() throws(OutboxError) {
        try answer()
        hasRetired = true
        for (id, row) in rows where row.state == .leased { rows[id]?.state = .waiting }
    }

    nonisolated func wakeUps() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        Task { await listen(continuation) }
        return stream
    }

    // MARK: Inside

    private func listen(_ continuation: AsyncStream<Void>.Continuation) { wake = continuation }

    private func answer() throws(OutboxError) { if let outage { throw outage } }

    private func answer(to chore: Chore) async throws(OutboxError) {
        try answer()
        chores[chore, default: 0] += 1
        await held[chore]?.wait()
        if failing.contains(chore) { throw .statement("\(chore) cannot be done") }
    }

    private func status(of row: Row, _ now: Duration) -> LeaseStatus {
        if let expiresAt = row.expiresAt, expiresAt <= now { return .expired }
        return row.status
    }

    private func store(_ settlement: Settlement) -> Bool {
        let id = settlement.lease.message
        guard var row = rows[id], row.state == .leased, row.claimed.lease == settlement.lease else { return false }
        let now = time.now()
        row.settlements.append(settlement)
        switch settlement.outcome {
        case .sent: row.state = .sent
        case .failed: row.state = .failed
        case .inDoubt: row.state = .inDoubt
        case .expired: row.state = .ended(.expired)
        case .superseded: row.state = .ended(.superseded)
        case .suppressed: row.state = .ended(.suppressed)
        case .cancelled: row.state = .ended(.cancelled)
        case .released: row.state = .waiting
        case .postponed(let delay): (row.state, row.due) = (.waiting, now + delay)
        case .deferred(let delay):
            (row.state, row.due) = (.waiting, now + delay)
            row.claimed.attempt += 1
        case .resend(let delay):
            (row.state, row.due) = (.waiting, now + delay)
            row.claimed.attempt += 1
            row.claimed.doubts += 1
        }
        rows[id] = row
        return true
    }
}
