import Mail
import Testing

@testable import Pipeline

@Suite("The outbox's health")
struct OutboxHealthTests {
    private var health = OutboxHealth()

    private static let away = OutboxError.unavailable("no answer")
    private static let schema = OutboxError.schema("no table")

    @Test("A loss is told once, with its reason, until the worker could register again; then how long it was away")
    mutating func loss() {
        #expect(health.answered(at: .seconds(1)) == nil)
        #expect(health.failed(Self.away, at: .seconds(2)) == .lost(reason: "no answer"))
        #expect(health.failed(Self.away, at: .seconds(3)) == nil)
        #expect(health.answered(at: .seconds(4)) == nil)
        #expect(health.isLost && health.fault == "no answer")
        #expect(health.registered(at: .seconds(12)) == .back(after: .seconds(10)))
        #expect(!health.isLost && health.lastAnswer == .seconds(4))
        #expect(health.registered(at: .seconds(13)) == nil)
    }

    @Test("A statement that failed is no loss")
    mutating func statement() {
        #expect(health.failed(.statement("division by zero"), at: .seconds(1)) == nil)
        #expect(!health.isLost)
    }

    @Test(
        "Another reason is told when it asks for another remedy: a schema fault after a lost connection, not the other way"
    )
    mutating func otherReason() {
        #expect(health.failed(Self.away, at: .seconds(1)) != nil)
        #expect(health.failed(Self.schema, at: .seconds(2)) == .lost(reason: "no table"))
        #expect(health.failed(Self.away, at: .seconds(3)) == nil)
        #expect(health.registered(at: .seconds(4)) == .back(after: .seconds(3)))
    }

    @Test("A schema fault that shows again right after the worker could register is said once, not at every try")
    mutating func schemaFaultStands() {
        var transitions: [OutboxHealth.Transition?] = []
        var now = Duration.seconds(10)
        for _ in 0..<5 {
            transitions.append(health.failed(Self.schema, at: now))
            #expect(health.isLost)
            transitions.append(health.registered(at: now))
            #expect(!health.isLost && health.isOnTrial)
            now += .milliseconds(250)
        }
        #expect(transitions.compactMap(\.self) == [.lost(reason: "no table")])
        #expect(health.answered(at: now) == nil)
        #expect(health.answered(at: now + .seconds(6)) == .back(after: .seconds(1)))
        #expect(health.failed(Self.schema, at: now + .seconds(7)) == .lost(reason: "no table"))
    }
}
