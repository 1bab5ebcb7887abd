import Mail
import Testing

@testable import Pipeline

@Suite("An attempt", .timeLimit(.minutes(1)))
struct DeliveryAttemptTests {
    private let rehearsal = AttemptRehearsal()

    @Test("A message that is due is sent")
    func sent() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let result = try await rehearsal.run(outbox)
        #expect(rehearsal.outcome(result) == .sent)
        #expect(await outbox.statusQuestions == 0)
    }

    @Test(
        "What must not be sent at the claim is not sent",
        arguments: [
            (LeaseStatus.expired, Outcome.expired), (.superseded, .superseded), (.suppressed, .suppressed),
            (.cancelled, .cancelled), (.lost, .released),
        ])
    func notDueAtClaim(status: LeaseStatus, expected: Outcome) async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.change(await outbox.enqueue(), to: status)
        let result = try await rehearsal.run(outbox, carrier: carrier)
        #expect(rehearsal.outcome(result) == expected)
        #expect(carrier.seen.order.isEmpty)
    }

    @Test(
        "What changed while the message waited more than a second for its slot is seen (S12)",
        arguments: [
            (LeaseStatus.superseded, Outcome.superseded), (.suppressed, .suppressed), (.cancelled, .cancelled),
        ])
    func changedWhileWaiting(status: LeaseStatus, expected: Outcome) async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        let id = await outbox.enqueue()
        let result = try await rehearsal.run(outbox, carrier: carrier, wait: .milliseconds(1100)) {
            await $0.change(id, to: status)
        }
        #expect(rehearsal.outcome(result) == expected)
        #expect(carrier.seen.order.isEmpty)
        #expect(await outbox.statusQuestions == 1)
    }

    @Test("A lease that another worker took meanwhile is let go unsent")
    func stolen() async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        let id = await outbox.enqueue()
        let result = try await rehearsal.run(outbox, carrier: carrier, wait: .seconds(2)) { await $0.steal(id) }
        #expect(rehearsal.outcome(result) == .released)
        #expect(carrier.seen.order.isEmpty)
    }

    @Test("A message that expires between claim and send is not sent, even within the second (S12)")
    func expiredMeanwhile() async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(expiresIn: .milliseconds(500))
        let result = try await rehearsal.run(outbox, carrier: carrier, wait: .milliseconds(500))
        #expect(rehearsal.outcome(result) == .expired)
        #expect(carrier.seen.order.isEmpty)
    }

    @Test("Without the database's word nothing goes out that has waited: it is handed back")
    func noWord() async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let result = try await rehearsal.run(outbox, carrier: carrier, wait: .seconds(2)) { await $0.goAway() }
        #expect(rehearsal.outcome(result) == .released)
        #expect(carrier.seen.order.isEmpty)
        #expect(rehearsal.tape.lines("database_lost").count == 1)
    }

    @Test("A broken template keeps the mail and calls a person, once a minute; a wrong parameter fails")
    func renderFaults() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        for _ in 0..<3 { await outbox.enqueue() }
        let broken = PlainRenderer { _ in RenderFault("html.mustache, line 3: unclosed section") }
        #expect(
            rehearsal.outcome(try await rehearsal.run(outbox, renderer: broken)) == .postponed(delay: .seconds(120)))
        #expect(
            rehearsal.outcome(try await rehearsal.run(outbox, renderer: broken)) == .postponed(delay: .seconds(120)))
        #expect(rehearsal.tape.lines("template_fault").count == 1)
        let wrong = PlainRenderer { _ in RenderFault("link is no https URL", cause: .parameter) }
        let result = try await rehearsal.run(outbox, renderer: wrong)
        #expect(rehearsal.outcome(result) == .failed(suppress: false))
        #expect(result.settlement.reply == "link is no https URL")
    }

    @Test("Mail that waits for a template's repair fails in the end, when its kind's patience is over")
    func repairTooLate() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(age: .seconds(48 * 3600))
        let broken = PlainRenderer { _ in RenderFault("html.mustache, line 3: unclosed section") }
        #expect(rehearsal.outcome(try await rehearsal.run(outbox, renderer: broken)) == .failed(suppress: false))
    }

    @Test("A kind without a template is kept, with an alarm")
    func unknownKind() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(kind: "welcome-gift")
        #expect(rehearsal.outcome(try await rehearsal.run(outbox)) == .postponed(delay: .seconds(120)))
        #expect(rehearsal.tape.lines("template_fault").first?.fields["kind"] == "welcome-gift")
    }

    @Test("An address that cannot be an envelope's fails; its value is in no line")
    func wrongAddress() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(to: "two words@client.test")
        let result = try await rehearsal.run(outbox)
        #expect(rehearsal.outcome(result) == .failed(suppress: false))
        #expect(!result.settlement.reply.contains("words"))
    }
}
