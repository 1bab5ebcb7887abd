import Mail
import Synchronization

@testable import Pipeline

/// An outbox in memory as one of several workers sees it.
final class MemoryWorker: Outbox {
    let outbox: MemoryOutbox
    let epoch: String
    private let known = Mutex<Set<Int64>>([])

    init(_ outbox: MemoryOutbox, epoch: String) {
        self.outbox = outbox
        self.epoch = epoch
    }

    func claim(_ lane: Lane, limit: Int) async throws(OutboxError) -> [Claimed] {
        let claims = await outbox.claim(lane, limit: limit, by: epoch)
        known.withLock { $0.formUnion(claims.map(\.lease.token)) }
        return claims
    }

    func status(of leases: [Lease], in lane: Lane) async throws(OutboxError) -> [Lease: LeaseStatus] {
        await outbox.statuses(of: leases)
    }

    func settle(_ settlements: [Settlement]) async throws(OutboxError) -> Set<Lease> {
        known.withLock { $0.subtract(settlements.map(\.lease.token)) }
        return try await outbox.settle(settlements)
    }

    func leftovers(of epoch: String?, begun: [Lease]) async throws(OutboxError) -> [Claimed] {
        let claims = await outbox.takeOver(begun, of: epoch, by: self.epoch)
        known.withLock { $0.formUnion(claims.map(\.lease.token)) }
        return claims
    }

    func issue(_ id: MessageID) async throws(OutboxError) -> StoredIssue? { try await outbox.issue(id) }
    func enlist() async throws(OutboxError) -> Registration { await outbox.register(epoch) }
    func heartbeat(wantsWakeUps: Bool) async throws(OutboxError) -> Registration { await outbox.register(epoch) }
    func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration? { nil }
    func expandIssues() async throws(OutboxError) -> Duration? {
        await outbox.expandAll()
        return nil
    }
    func releaseDeadWorkers() async throws(OutboxError) { await outbox.releaseDeadWorkers(by: epoch) }
    func releaseStrays() async throws(OutboxError) {
        await outbox.releaseStrays(of: epoch, knowing: known.withLock(\.self))
    }
    func limitedLately(within period: Duration) async throws(OutboxError) -> [LimitedCount] { [] }
    func recentReports() async throws(OutboxError) -> [ReportCount] { [] }
    func survey() async throws(OutboxError) -> QueueSurvey { QueueSurvey() }
    func vitals() async throws(OutboxError) -> OutboxVitals { OutboxVitals(clock: Timestamp(seconds: 0)) }
    func report(_ outages: [RelayOutage]) async throws(OutboxError) {}
    func tidy() async throws(OutboxError) -> Bool { false }
    func retire() async throws(OutboxError) { await outbox.release(epoch) }
    func wakeUps() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
    var hearsWakeUps: Bool { false }
    func tryWakeUps() async throws(OutboxError) {}
}
