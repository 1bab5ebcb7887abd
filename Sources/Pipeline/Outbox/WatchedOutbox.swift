import Mail

/// An outbox that tells on the one it wraps: its health to the watch, and to the guard of the hand-over which heartbeats and which
/// outcomes are stored, and to the metrics how long claims and outcomes take.
struct WatchedOutbox: Outbox {
    let outbox: any Outbox
    let watch: OutboxWatch
    let leases: LeaseGuard
    let telemetry: Telemetry
    let time: Time

    var epoch: String { outbox.epoch }

    func leftovers(of epoch: String?, begun: [Lease]) async throws(OutboxError) -> [Claimed] {
        try await ask { () throws(OutboxError) in try await outbox.leftovers(of: epoch, begun: begun) }
    }

    func claim(_ lane: Lane, limit: Int) async throws(OutboxError) -> [Claimed] {
        let asked = time.now()
        let claimed = try await ask { () throws(OutboxError) in try await outbox.claim(lane, limit: limit) }
        telemetry.claimTook(time.now() - asked, lane)
        return claimed
    }

    func status(of leases: [Lease], in lane: Lane) async throws(OutboxError) -> [Lease: LeaseStatus] {
        try await ask { () throws(OutboxError) in try await outbox.status(of: leases, in: lane) }
    }

    func settle(_ settlements: [Settlement]) async throws(OutboxError) -> Set<Lease> {
        let asked = time.now()
        let late = try await ask { () throws(OutboxError) in try await outbox.settle(settlements) }
        telemetry.settlingTook(time.now() - asked)
        leases.settled(settlements.map(\.lease))
        return late
    }

    func issue(_ id: MessageID) async throws(OutboxError) -> StoredIssue? {
        try await ask { () throws(OutboxError) in try await outbox.issue(id) }
    }

    func enlist() async throws(OutboxError) -> Registration {
        let registration = try await register { () throws(OutboxError) in try await outbox.enlist() }
        watch.registered()
        return registration
    }

    func heartbeat(wantsWakeUps: Bool) async throws(OutboxError) -> Registration {
        try await register { () throws(OutboxError) in try await outbox.heartbeat(wantsWakeUps: wantsWakeUps) }
    }

    func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? {
        try await ask { () throws(OutboxError) in try await outbox.promoteDue(lane) }
    }

    func expandIssues() async throws(OutboxError) -> Duration? {
        try await ask { () throws(OutboxError) in try await outbox.expandIssues() }
    }

    func releaseDeadWorkers() async throws(OutboxError) {
        try await ask { () throws(OutboxError) in try await outbox.releaseDeadWorkers() }
    }

    func releaseStrays() async throws(OutboxError) {
        try await ask { () throws(OutboxError) in try await outbox.releaseStrays() }
    }

    func survey() async throws(OutboxError) -> QueueSurvey {
        try await ask { () throws(OutboxError) in try await outbox.survey() }
    }

    func recentReports() async throws(OutboxError) -> [ReportCount] {
        try await ask { () throws(OutboxError) in try await outbox.recentReports() }
    }

    func limitedLately(within period: Duration) async throws(OutboxError) -> [LimitedCount] {
        try await ask { () throws(OutboxError) in try await outbox.limitedLately(within: period) }
    }

    func vitals() async throws(OutboxError) -> OutboxVitals {
        try await ask { () throws(OutboxError) in try await outbox.vitals() }
    }

    func tidy() async throws(OutboxError) -> Bool {
        try await ask { () throws(OutboxError) in try await outbox.tidy() }
    }

    func retire() async throws(OutboxError) {
        try await ask { () throws(OutboxError) in try await outbox.retire() }
    }

    func report(_ outages: [RelayOutage]) async throws(OutboxError) {
        try await ask { () throws(OutboxError) in try await outbox.report(outages) }
    }

    func wakeUps() -> AsyncStream<Void> { outbox.wakeUps() }

    var hearsWakeUps: Bool { outbox.hearsWakeUps }

    func tryWakeUps() async throws(OutboxError) {
        try await ask { () throws(OutboxError) in try await outbox.tryWakeUps() }
    }

    private func register(
        _ question: () async throws(OutboxError) -> Registration
    ) async throws(OutboxError) -> Registration {
        // Before the question, so that the heartbeat is never taken for younger than the database's stamp.
        let asked = time.now()
        let registration = try await ask(question)
        leases.stored(registration, askedAt: asked)
        return registration
    }

    private func ask<Answer>(_ question: () async throws(OutboxError) -> Answer) async throws(OutboxError) -> Answer {
        do throws(OutboxError) {
            let answer = try await question()
            watch.answered()
            return answer
        } catch {
            watch.failed(error)
            throw error
        }
    }
}
