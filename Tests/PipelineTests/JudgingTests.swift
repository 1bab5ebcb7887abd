import Logging
import Mail
import Replies
import Synchronization
import Testing

@testable import Pipeline

@Suite("What an attempt comes to", .timeLimit(.minutes(1)))
struct JudgingTests {
    private let rehearsal = AttemptRehearsal()

    @Test("In doubt, a reset goes again once with the same Message-ID, and then waits for a person (D9)")
    func doubtOfReset() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        let id = await outbox.enqueue()
        let identities = Mutex<Set<String>>([])
        let carrier = ScriptedCarrier { message, _ in
            let lines = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n")
            let identity = lines.filter { $0.hasPrefix("Message-ID:") }.joined()
            identities.withLock { _ = $0.insert(identity) }
            return .inDoubt(.closedByPeer, detail: "closed after the dot")
        }
        let first = try await rehearsal.run(outbox, carrier: carrier)
        #expect(rehearsal.outcome(first) == .resend(delay: .seconds(5)))
        _ = try await outbox.settle([first.settlement])
        rehearsal.clock.advance(by: .seconds(5))
        let second = try await rehearsal.run(outbox, carrier: carrier)
        #expect(rehearsal.outcome(second) == .inDoubt)
        #expect(second.delivery.message == id)
        #expect(second.delivery.attempt == 2)
        #expect(carrier.seen.order.count == 2)
        #expect(identities.withLock { $0.count } == 1)
    }

    @Test("In doubt, a newsletter waits for a person at once (D9)")
    func doubtOfNewsletter() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(kind: "newsletter", lane: .bulk)
        let carrier = ScriptedCarrier { _, _ in .inDoubt(.timedOut, detail: "no reply in 10 min") }
        #expect(rehearsal.outcome(try await rehearsal.run(outbox, lane: .bulk, carrier: carrier)) == .inDoubt)
    }

    @Test("A greylist is given its five minutes, unless the operator set the lane's delays")
    func greylistPatience() async throws {
        let carrier = ScriptedCarrier { _, _ in .refused(.greylisted, at: .rcpt) }
        var delays: [Duration] = []
        for retry in [[:], [Lane.transactional: WorkerSettings.Retry(delays: [.seconds(1)])]] {
            let outbox = MemoryOutbox(time: rehearsal.clock.time)
            await outbox.enqueue()
            guard
                case .deferred(let delay) = rehearsal.outcome(
                    try await rehearsal.run(outbox, carrier: carrier, retry: retry))
            else {
                Issue.record("a greylisted message must be deferred")
                return
            }
            delays.append(delay)
        }
        #expect(delays[0] == .seconds(300))
        #expect(delays[1] < .seconds(2))
    }

    @Test("The relay's faults leave the attempt uncounted; the recipient's count, until patience ends (S12, S14)")
    func whoseFault() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(age: .seconds(49 * 3600))
        let down = ScriptedCarrier { _, _ in .refusedConnection }
        let result = try await rehearsal.run(outbox, carrier: down)
        #expect(rehearsal.outcome(result) == .postponed(delay: .seconds(5)))
        _ = try await outbox.settle([result.settlement])
        rehearsal.clock.advance(by: .seconds(5))

        // The first answer of the recipient's own server is never the last, however old the message is.
        let busy = ScriptedCarrier { _, _ in .refused(.greylisted, at: .rcpt) }
        let deferred = try await rehearsal.run(outbox, carrier: busy)
        #expect(rehearsal.outcome(deferred) == .deferred(delay: .seconds(300)))
        _ = try await outbox.settle([deferred.settlement])
        rehearsal.clock.advance(by: .seconds(300))
        #expect(rehearsal.outcome(try await rehearsal.run(outbox, carrier: busy)) == .failed(suppress: false))
    }

    @Test("A wait that the reply names goes before the operator's delays (S15)")
    func namedWait() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let later = Reply(code: 450, enhanced: "4.7.1", text: "greylisted, try again in 90 seconds")
        let carrier = ScriptedCarrier { _, _ in .refused(later, at: .rcpt) }
        let retry = [Lane.transactional: WorkerSettings.Retry(delays: [.seconds(2)])]
        #expect(
            rehearsal.outcome(try await rehearsal.run(outbox, carrier: carrier, retry: retry))
                == .deferred(delay: .seconds(90)))
    }

    @Test(
        "A provider that slows us down parks its domain, at no attempt's cost; after five days its mail has failed (P1)"
    )
    func parking() async throws {
        let slow = Reply(code: 421, enhanced: "4.7.28", text: "unusual rate of unsolicited mail")
        let carrier = ScriptedCarrier { _, _ in .refused(slow, at: .rcpt) }
        for (age, isOver) in [(Duration.seconds(49 * 3600), false), (.seconds(5 * 86_400), true)] {
            let outbox = MemoryOutbox(time: rehearsal.clock.time)
            await outbox.enqueue(age: age)
            let result = try await rehearsal.run(outbox, carrier: carrier)
            #expect(result.settlement.parking == .seconds(600))
            #expect(rehearsal.outcome(result) == (isOver ? .failed(suppress: false) : .postponed(delay: .seconds(600))))
        }
    }

    @Test("The operator's delays beat the kind's")
    func operatorsDelays() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let down = ScriptedCarrier { _, _ in .refusedConnection }
        let retry = [Lane.transactional: WorkerSettings.Retry(delays: [.seconds(2)])]
        #expect(
            rehearsal.outcome(try await rehearsal.run(outbox, carrier: down, retry: retry))
                == .postponed(delay: .seconds(2)))
    }

    @Test("A carrier that was closing had begun nothing: the message is handed back")
    func closing() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let closing = ScriptedCarrier { _, _ in .broken(.stopping, at: .connect, detail: "closing") }
        let result = try await rehearsal.run(outbox, carrier: closing)
        #expect(rehearsal.outcome(result) == .released)
    }

    @Test("A wrong login keeps the mail and alarms as an error (S5)")
    func wrongLogin() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let refusal = Reply(code: 535, enhanced: "5.7.8", text: "authentication failed")
        let carrier = ScriptedCarrier { _, _ in .refused(refusal, at: .auth) }
        let result = try await rehearsal.run(outbox, carrier: carrier)
        #expect(rehearsal.outcome(result) == .postponed(delay: .seconds(5)))
        #expect(rehearsal.tape.lines("alarm").first?.level == .error)
        #expect(rehearsal.tape.lines("alarm").first?.fields["reason"]?.contains("smtp.username") == true)
    }

    @Test("What is said of a relay that is down names no recipient")
    func relayNamesNobody() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let busy = Reply(code: 421, enhanced: "4.3.2", text: "<marie@client.test>: too busy, see https://x.test/a")
        let transmission = Transmission(
            end: .refused(busy, at: .rcpt), relay: "relay.test:587", connect: .zero, dialogue: .zero)
        let claimed = try #require(try await outbox.claim(.transactional, limit: 1).first)
        guard
            case .fails(let failing) = try rehearsal.attempt(outbox).conclude(
                transmission, try ReplyFile.shipped().judge(transmission.end), claimed, .zero,
                by: RetryRules(nil, override: nil)
            ).feedback
        else {
            Issue.record("a 421 is the relay's fault")
            return
        }
        #expect(failing.isBusy)
        #expect(failing.reason.hasSuffix("(<m***@client.test>: too busy, see [link])"))
    }
}
