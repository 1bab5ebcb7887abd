import Mail
import Synchronization
import Testing

@testable import Pipeline

@Suite("An attempt in staging", .timeLimit(.minutes(1)))
struct StagingTests {
    private let rehearsal = AttemptRehearsal()
    private let hold = DeliveryRule(.hold, allowed: [.address(canonical: "camille@client.test")])

    private func redirect() throws -> DeliveryRule {
        DeliveryRule(.redirect(to: try EmailAddress("recette@shop.test")))
    }

    /// What a carrier was given.
    private final class Given: Sendable {
        private let messages = Mutex<[Message]>([])
        var all: [Message] { messages.withLock { $0 } }
        func add(_ message: Message) { messages.withLock { $0.append(message) } }
    }

    @Test(
        "Whom nobody allowed is held: nothing is rendered, nothing said to a relay, no attempt counted",
        arguments: Lane.allCases)
    func held(lane: Lane) async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(lane: lane)
        let broken = PlainRenderer { _ in RenderFault("html.mustache, line 3: unclosed section") }
        let result = try await rehearsal.run(outbox, lane: lane, renderer: broken, carrier: carrier, rule: hold)
        #expect(rehearsal.outcome(result) == .held)
        #expect(carrier.seen.order.isEmpty)
        #expect(rehearsal.tape.lines("template_fault").isEmpty)
    }

    @Test("What must not go out in production ends as it does there, and is not held")
    func over() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.change(await outbox.enqueue(), to: .expired)
        #expect(rehearsal.outcome(try await rehearsal.run(outbox, rule: hold)) == .expired)
    }

    @Test("Whom the operator allowed gets the mail")
    func allowed() async throws {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(to: "Camille@client.test")
        #expect(rehearsal.outcome(try await rehearsal.run(outbox, rule: hold)) == .sent)
    }

    @Test("Redirected, the relay hears of the testers alone, and a newsletter's links end nobody's subscription")
    func redirected() async throws {
        let given = Given()
        let carrier = ScriptedCarrier { message, _ in
            given.add(message)
            return .accepted(.ok)
        }
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(kind: "newsletter", lane: .bulk)
        let result = try await rehearsal.run(outbox, lane: .bulk, carrier: carrier, rule: redirect())
        #expect(rehearsal.outcome(result) == .sent)
        let message = try #require(given.all.first)
        #expect(message.envelope.recipient == "recette@shop.test")
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.contains("https://boutique.test/d/\(Claimed.Issue.tokenOfNobody)>"))
        #expect(!text.contains("/d/t>"))
    }

    @Test(
        "What is said of the testers' mailbox suppresses no reader and parks no provider",
        arguments: [
            (Reply.unknown, Outcome.failed(suppress: false)),
            (Reply(code: 421, enhanced: "4.7.0", text: "too many connections from your IP"), nil),
        ] as [(Reply, Outcome?)])
    func refused(reply: Reply, expected: Outcome?) async throws {
        let carrier = ScriptedCarrier { _, _ in .refused(reply, at: .rcpt) }
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue(to: "marie@orange.fr")
        let result = try await rehearsal.run(outbox, carrier: carrier, rule: redirect())
        if let expected { #expect(rehearsal.outcome(result) == expected) }
        #expect(result.settlement.parking == nil)
    }

    @Test("The same refusal suppresses where it is the reader's own")
    func suppressed() async throws {
        let carrier = ScriptedCarrier { _, _ in .refused(.unknown, at: .rcpt) }
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        #expect(rehearsal.outcome(try await rehearsal.run(outbox, carrier: carrier)) == .failed(suppress: true))
    }
}
