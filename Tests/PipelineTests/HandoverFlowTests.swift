import Mail
import Testing

@testable import Pipeline

@Suite("The hand-over in the flow", .timeLimit(.minutes(1)))
struct HandoverFlowTests {
    @Test(
        "While no heartbeat is stored nothing is claimed or sent, and the worker says why it is not ready; then it goes on"
    )
    func noHeartbeat() async throws {
        let bench = try TestWorker(time: .fast(20), times: LeaseTimes())
        try await bench.whileWorking {
            #expect(await eventually { bench.worker.health().isReady })
            await bench.outbox.refuseHeartbeats()
            #expect(await eventually { bench.worker.health().leaseFault != nil })
            #expect(!bench.worker.health().isReady)
            let claims = await bench.outbox.claims.count
            await bench.outbox.enqueue()
            await bench.outbox.ring()
            await bench.time.sleep(.seconds(5))
            // One may have been under way.
            #expect(await bench.outbox.claims.count <= claims + 2)
            #expect(await bench.outbox.count(.sent) == 0)
            #expect(bench.carrier.seen.order.isEmpty)
            await bench.outbox.refuseHeartbeats(false)
            #expect(await eventually { await bench.outbox.count(.sent) == 1 })
            #expect(bench.worker.health().isReady)
        }
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
        #expect(bench.tape.lines("relay_down").isEmpty)
    }

    @Test(
        "What has begun to leave is handed over by no later claim before its outcome is stored: it rests, and no attempt counts"
    )
    func unsettled() async throws {
        let time = Time.fast(100)
        let leases = LeaseGuard.sure(time)
        let carrier = ScriptedCarrier { message, _ in
            do throws(HandoverRefusal) { try leases.mayLeave(message.lease) } catch {
                return .broken(.handoverRefused, at: .body, detail: error.description)
            }
            return .accepted(.ok)
        }
        let bench = try TestWorker(time: time, carrier: carrier, leases: leases)
        let id = await bench.outbox.enqueue()
        // An earlier lease of it left, and the database does not know what it came to.
        let earlier = Lease(message: id, token: 0)
        try leases.mayLeave(earlier)
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.row(id)?.settlements.isEmpty == false })
            #expect(await bench.outbox.row(id)?.settlements.first?.outcome == .postponed(delay: .seconds(10)))
            #expect(carrier.seen.order.isEmpty)
            leases.settled([earlier])
            #expect(await eventually { await bench.outbox.count(.sent) == 1 })
        }
        #expect(await bench.outbox.row(id)?.claimed.attempt == 1)
    }
}
