import Logging
import Mail
import Testing

@testable import Pipeline

@Suite("A refusal that no row knows, and a relay that hangs up", .timeLimit(.minutes(1)))
struct UnknownRefusalTests {
    private let rehearsal = AttemptRehearsal()
    private static let refusal = Transmission.End.refused(
        Reply(code: 554, enhanced: nil, text: "Thus spoke the relay"), at: .dot)

    /// What becomes of messages to these, one after the other, at one relay.
    private func outcomes(
        to recipients: [String], _ script: @escaping @Sendable (String) -> Transmission.End
    ) async throws -> [Outcome] {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        let carrier = ScriptedCarrier { message, _ in script(message.envelope.recipient) }
        let attempt = try rehearsal.attempt(outbox, carrier: carrier)
        var outcomes: [Outcome] = []
        for recipient in recipients {
            await outbox.enqueue(to: recipient)
            let claimed = try #require(try await outbox.claim(.transactional, limit: 1).first)
            let result = await attempt.run(ClaimedMessage(claimed, claimedAt: rehearsal.clock.now))
            outcomes.append(rehearsal.outcome(result))
            _ = try await outbox.settle([result.settlement])
        }
        return outcomes
    }

    @Test("Ends one message where the relay has just taken other mail, and is told once a day")
    func one() async throws {
        let outcomes = try await outcomes(to: ["a@client.test", "b@client.test"]) {
            $0.hasPrefix("a") ? .accepted(.ok) : Self.refusal
        }
        #expect(outcomes == [.sent, .failed(suppress: false)])
        #expect(rehearsal.tape.lines("unknown_reply").count == 1)
    }

    @Test("Met by everybody it ends nobody's message: they wait, and a person is called (S14)")
    func everybody() async throws {
        let outcomes = try await outcomes(to: ["a@client.test", "b@client.test", "c@client.test"]) { _ in Self.refusal }
        for outcome in outcomes[..<2] {
            guard case .deferred = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
        guard case .postponed = outcomes[2] else {
            Issue.record("\(outcomes[2])")
            return
        }
        let alarms = rehearsal.tape.lines("alarm").filter { $0.level == .error }
        #expect(alarms.count == 1)
        #expect(rehearsal.tape.lines("relay_down").count == 1)
    }

    @Test("A relay that hangs up on everybody uses up nobody's attempt (S14)")
    func hangsUpOnAll() async throws {
        let outcomes = try await outcomes(to: ["a@client.test", "b@client.test"]) { _ in
            .broken(.closedByPeer, at: .rcpt, detail: "gone")
        }
        for outcome in outcomes {
            guard case .postponed = outcome else {
                Issue.record("\(outcome)")
                return
            }
        }
    }

    @Test("One message that alone makes a relay hang up uses an attempt each time, and the relay counts as up (S14)")
    func hangsUpOnOne() async throws {
        // The clock stands still while the message waits for the word of others.
        let rehearsal = AttemptRehearsal(sleep: { _ in try? await Task.sleep(for: .milliseconds(1)) })
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        let carrier = ScriptedCarrier { message, _ in
            message.envelope.recipient.hasPrefix("poison")
                ? .broken(.closedByPeer, at: .rcpt, detail: "gone") : .accepted(.ok)
        }
        let attempt = try rehearsal.attempt(outbox, carrier: carrier, connections: 4)
        var attempts: [Int] = []
        for _ in 0..<3 {
            if attempts.isEmpty { await outbox.enqueue(to: "poison@client.test") }
            rehearsal.clock.advance(by: .seconds(600))
            let poison = try #require(try await outbox.claim(.transactional, limit: 1).first)
            attempts.append(poison.attempt)
            async let ending = attempt.run(ClaimedMessage(poison, claimedAt: rehearsal.clock.now))
            // Others go out while it waits for their word.
            for number in 0..<5 {
                await outbox.enqueue(to: "a\(number)@client.test")
                rehearsal.clock.advance(by: .milliseconds(100))
                let other = try #require(try await outbox.claim(.transactional, limit: 1).first)
                let result = await attempt.run(ClaimedMessage(other, claimedAt: rehearsal.clock.now))
                _ = try await outbox.settle([result.settlement])
                try await Task.sleep(for: .milliseconds(5))
            }
            let result = await ending
            _ = try await outbox.settle([result.settlement])
        }
        #expect(attempts == [1, 2, 3])
        #expect(rehearsal.tape.lines("relay_down").isEmpty)
    }
}
