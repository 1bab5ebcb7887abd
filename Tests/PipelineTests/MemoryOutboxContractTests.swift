import Mail
import TestServers
import Testing

@testable import Pipeline

@Suite("The outbox in memory keeps the rules of every outbox")
struct MemoryOutboxContractTests {
    @Test(arguments: OutboxRule.all)
    func rule(_ rule: OutboxRule) async throws { try await rule.check(MemoryBench()) }
}

private struct MemoryBench: OutboxBench {
    private let clock = HandClock()
    private let outbox: MemoryOutbox

    init() { outbox = MemoryOutbox(time: clock.time) }

    func worker() async throws -> any Outbox {
        let worker = MemoryWorker(outbox, epoch: "worker \(await outbox.newID())")
        _ = try await worker.enlist()
        return worker
    }

    func enqueue(_ lane: Lane, expiresIn: Duration?, supersedeKey: String?) async throws -> MessageID {
        await outbox.enqueue(lane: lane, expiresIn: expiresIn, supersedeKey: supersedeKey)
    }

    func createIssue(readers: Int) async throws -> MessageID { await outbox.createIssue(readers: readers) }
    func pause(_ name: String) async throws { await outbox.pause(name) }
    func resume(_ name: String) async throws { await outbox.resume(name) }

    func claimInVain(_ lane: Lane, by worker: any Outbox) async throws {
        _ = await outbox.claim(lane, limit: 1, by: worker.epoch)
    }

    func state(of message: MessageID) async throws -> String? {
        switch await outbox.row(message)?.state {
        case .waiting: "waiting"
        case .leased: "sending"
        case .sent: "sent"
        case .failed: "failed"
        case .inDoubt: "in_doubt"
        case .ended(let status): status?.rawValue
        case nil: nil
        }
    }

    func advance(by time: Duration) async throws { clock.advance(by: time) }
}
