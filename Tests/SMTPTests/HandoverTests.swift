import Catcher
import Mail
import Synchronization
import Testing

@testable import SMTP

@Suite("Whether a message may be handed over", .timeLimit(.minutes(1)))
struct HandoverTests {
    /// Lets a message leave so many times, and then no further.
    private final class CountingGuard: HandoverGuard {
        private let left: Mutex<Int>

        init(allowing count: Int) { left = Mutex(count) }

        func mayLeave(_ lease: Lease) throws(HandoverRefusal) {
            let isAllowed = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if !isAllowed { throw HandoverRefusal("the lease may be another's") }
        }
    }

    @Test(
        "A refusal keeps the final dot back: before the journal is written, before the first byte, between two parts of a body",
        arguments: [(allowed: 0, isBegun: false), (1, true), (2, true)])
    func refused(allowed: Int, isBegun: Bool) async throws {
        try await CatchingServer.running { server in
            let journal = TestJournal()
            // More than the buffers of two sockets hold.
            let message = TestMessages.message(lines: 300_000)
            let end = try await SMTPCarrier.running(
                TestMessages.relay(port: server.port), journal: journal, leases: CountingGuard(allowing: allowed)
            ) {
                await $0.send(message).end
            }
            #expect(end == .broken(.handoverRefused, at: .body, detail: "the lease may be another's"))
            #expect(journal.entries == (isBegun ? [.begun(message.lease)] : []))
            #expect(server.mailbox.count == 0)
        }
    }

    @Test("The next message leaves on a new connection")
    func next() async throws {
        try await CatchingServer.running { server in
            let ends = try await SMTPCarrier.running(
                TestMessages.relay(port: server.port), leases: RefusingGuard(token: 1)
            ) { carrier in
                var second = TestMessages.message(2)
                second.lease.token = 2
                return [await carrier.send(TestMessages.message(1)).end, await carrier.send(second).end]
            }
            #expect(ends.map(\.summary) == ["broken handoverRefused at body", "accepted 250"])
            #expect(server.mailbox.count == 1)
        }
    }

    private struct RefusingGuard: HandoverGuard {
        let token: Int64

        func mayLeave(_ lease: Lease) throws(HandoverRefusal) {
            if lease.token == token { throw HandoverRefusal("lost") }
        }
    }
}
