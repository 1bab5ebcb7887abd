import Mail
import Pipeline
import Synchronization

/// An outbox in memory that keeps the rules the real one keeps, as `OutboxRule` has them. Time is the test's. It is itself the outbox
/// as one worker sees it, registered from the start; `MemoryWorker` is the same outbox as another one sees it.
actor MemoryOutbox: Outbox {
    struct Row {
        var claimed: Claimed
        var state = State.waiting
        var due: Duration
        var expiresAt: Duration?
        var status = LeaseStatus.due
        var settlements: [Settlement] = []
        /// Who holds it, while it is leased.
        var epoch: String?
        var supersedeKey: String?
    }

    enum State: Hashable {
        case waiting, leased
        case ended(LeaseStatus?)
        case sent, failed, inDoubt
    }

    private static let ownEpoch = "memory"

    let time: Time
    var workers: [String: MemoryRegistration] = [:]
    /// What an operator has stopped: a lane or an issue.
    var paused: Set<String> = []
    /// Issues of which no message is made yet, and for how many readers.
    var unexpanded: [MessageID: Int] = [:]
    var rows: [MessageID: Row] = [:]
    private(set) var order: [MessageID] = []
    private var lastToken: Int64 = 0
    private var nextID: UInt64 = 1
    private var outage: OutboxError?
    /// A settlement of this message is refused as no statement of ours should be.
    var poison: MessageID?
    /// Whether every settlement is refused so.
    private var areSettlementsRefused = false
    /// Whether heartbeats fail, and nothing else.
    private var areHeartbeatsRefused = false

    /// What the worker does beside its messages.
    enum Chore: Hashable {
        case releaseDeadWorkers, promote(Lane), expandIssues, survey, recentReports, vitals, tidy
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
    private(set) var issueCalls = 0
    private(set) var claims: [(lane: Lane, limit: Int, found: Int)] = []
    private(set) var statusQuestions = 0
    private(set) var settleCalls = 0
    private(set) var late = 0
    /// The relays that were said to be down, each time.
    private(set) var reports: [[RelayOutage]] = []
    private(set) var hasRetired = false
    private var wake: AsyncStream<Void>.Continuation?
    private let trialHeard = Mutex(false)

    init(time: Time) {
        self.time = time
        workers = [Self.ownEpoch: MemoryRegistration(firstToken: 0, at: time.now())]
    }

    // MARK: For the tests

    @discardableResult
    func enqueue(
        kind: String = "password-reset", lane: Lane = .transactional, to recipient: String = "marie@client.test",
        expiresIn: Duration? = nil, parameters: String = "{}", age: Duration? = nil, supersedeKey: String? = nil,
        issue: MessageID = MessageID(high: 9, low: 1)
    ) -> MessageID {
        let id = newID()
        let now = time.now()
        let issue = lane == .bulk ? Claimed.Issue(id: issue, unsubscribeToken: "t") : nil
        let claimed = Claimed(
            lease: Lease(message: id, token: 0), status: .due, kind: kind, lane: lane, attempt: 1,
            recipient: recipient, recipientName: nil, locale: "fr-FR", parameters: parameters,
            enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil, expiresIn: nil,
            queued: .zero, issue: issue, sinceFirstDue: age)
        if let supersedeKey { supersede(supersedeKey) }
        rows[id] = Row(
            claimed: claimed, due: now, expiresAt: expiresIn.map { now + $0 }, supersedeKey: supersedeKey)
        order.append(id)
        return id
    }

    func newID() -> MessageID {
        defer { nextID += 1 }
        return MessageID(high: 7, low: nextID)
    }

    func drawToken() -> Int64 {
        lastToken += 1
        return lastToken
    }

    func createIssue(readers: Int) -> MessageID {
        let issue = newID()
        unexpanded[issue] = readers
        return issue
    }
    func pause(_ name: String) { paused.insert(name) }
    func resume(_ name: String) { paused.remove(name) }
    func ring() { wake?.yield() }
    func goAway(_ fault: OutboxError? = .unavailable("the database is away")) { outage = fault }
    func comeBack() { outage = nil }
    func hold(_ chore: Chore, until latch: Latch) { held[chore] = latch }
    func fail(_ chores: Set<Chore>) { failing = chores }
    func survey(finds survey: QueueSurvey) { surveyed = survey }
    func refuseSettlements(_ areRefused: Bool = true) { areSettlementsRefused = areRefused }
    func refuseHeartbeats(_ areRefused: Bool = true) { areHeartbeatsRefused = areRefused }
    func poison(_ id: MessageID?) { poison = id }
    func change(_ id: MessageID, to status: LeaseStatus) { rows[id]?.status = status }
    /// Another worker takes the message's lease over.
    func steal(_ id: MessageID) {
        rows[id]?.claimed.lease.token = drawToken()
    }

    func count(_ state: State) -> Int { rows.values.count { $0.state == state } }
    var waiting: Int { rows.values.count { $0.state == .waiting || $0.state == .leased } }
    func row(_ id: MessageID) -> Row? { rows[id] }

    // MARK: Outbox

    nonisolated var epoch: String { Self.ownEpoch }

    func claim(_ lane: Lane, limit: Int) throws(OutboxError) -> [Claimed] {
        try answer()
        let found = claim(lane, limit: limit, by: epoch)
        claims.append((lane, limit, found.count))
        return found
    }

    func status(of leases: [Lease], in lane: Lane) throws(OutboxError) -> [Lease: LeaseStatus] {
        try answer()
        statusQuestions += 1
        return statuses(of: leases)
    }

    func settle(_ settlements: [Settlement]) throws(OutboxError) -> Set<Lease> {
        try answer()
        settleCalls += 1
        if areSettlementsRefused || settlements.contains(where: { $0.lease.message == poison }) {
            throw .statement("this settlement cannot be stored")
        }
        var lost: Set<Lease> = []
        for settlement in settlements where !store(settlement) { lost.insert(settlement.lease) }
        late += lost.count
        return lost
    }

    /// The words of every issue.
    private var words = "{}"

    func rewrite(_ words: String) { self.words = words }

    func issue(_ id: MessageID) throws(OutboxError) -> StoredIssue? {
        issueCalls += 1
        try answer()
        return StoredIssue(content: words)
    }

    func enlist() throws(OutboxError) -> Registration {
        try answer()
        enlistments += 1
        return register(epoch)
    }

    func heartbeat(wantsWakeUps: Bool) throws(OutboxError) -> Registration {
        try answer()
        if areHeartbeatsRefused { throw .statement("no heartbeat can be stored") }
        heartbeats.append(wantsWakeUps)
        return register(epoch)
    }

    func releaseDeadWorkers() async throws(OutboxError) {
        try await answer(to: .releaseDeadWorkers)
        releaseDeadWorkers(by: epoch)
    }

    /// It loses no answer to a claim.
    func releaseStrays() throws(OutboxError) { try answer() }

    func leftovers(of epoch: String?, begun: [Lease]) throws(OutboxError) -> [Claimed] {
        try answer()
        return takeOver(begun, of: epoch, by: self.epoch)
    }

    func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? {
        try await answer(to: .promote(lane))
        return nil
    }

    func expandIssues() async throws(OutboxError) -> Duration? {
        try await answer(to: .expandIssues)
        expandAll()
        return nil
    }

    func recentReports() async throws(OutboxError) -> [ReportCount] {
        try await answer(to: .recentReports)
        return []
    }

    func limitedLately(within period: Duration) async throws(OutboxError) -> [LimitedCount] { [] }

    func survey() async throws(OutboxError) -> QueueSurvey {
        try await answer(to: .survey)
        return surveyed
    }

    func vitals() async throws(OutboxError) -> OutboxVitals {
        try await answer(to: .vitals)
        return OutboxVitals(clock: time.calendar())
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
        release(epoch)
    }

    nonisolated func wakeUps() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        Task { await listen(continuation) }
        return stream
    }

    nonisolated var hearsWakeUps: Bool { trialHeard.withLock(\.self) }

    func tryWakeUps() throws(OutboxError) {
        try answer()
        if wake != nil { trialHeard.withLock { $0 = true } }
    }

    // MARK: Inside

    private func listen(_ continuation: AsyncStream<Void>.Continuation) { wake = continuation }

    func answer() throws(OutboxError) { if let outage { throw outage } }

    private func answer(to chore: Chore) async throws(OutboxError) {
        try answer()
        chores[chore, default: 0] += 1
        await held[chore]?.wait()
        if failing.contains(chore) { throw .statement("\(chore) cannot be done") }
    }
}
