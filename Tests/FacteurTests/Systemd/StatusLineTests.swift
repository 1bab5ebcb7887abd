import Mail
import Testing

@testable import Pipeline
@testable import facteur

@Suite("The worker's line in systemctl status")
struct StatusLineTests {
    private static let queue = QueueSurvey(waiting: [.transactional: 3, .bulk: 1200])

    struct Case: Sendable {
        var phase = Health.Phase.running
        var database: String?
        var relay = Health.Relay.up
        var queue: QueueSurvey?
        let line: String
    }

    @Test(
        "What is wrong comes first, then what waits and how fast it goes",
        arguments: [
            Case(line: "delivers"),
            Case(phase: .starting, line: "waits for the database"),
            Case(phase: .stopping, line: "finishes what is leaving"),
            Case(queue: queue, line: "delivers; 3 transactional, 1200 bulk waiting; 7 sent in the last minute"),
            Case(
                relay: .down("refused"), queue: queue,
                line: "no mail goes out: refused; 3 transactional, 1200 bulk waiting; 7 sent in the last minute"),
            Case(
                phase: .starting, database: "password authentication failed",
                line: "the database is away: password authentication failed"),
            Case(
                queue: QueueSurvey(waiting: [.bulk: QueueSurvey.most], inDoubt: [.bulk: 2]),
                line: "delivers; 0 transactional, 100000 or more bulk waiting; 7 sent in the last minute; "
                    + "2 in doubt: facteur resolve"),
        ])
    func line(of example: Case) {
        let health = Health(
            phase: example.phase, databaseFault: example.database, sinceLastAnswer: nil, sinceLastTurn: .seconds(1),
            relay: example.relay, queue: example.queue, sentLastMinute: 7)
        #expect(StatusLine.text(health) == example.line)
    }

    @Test("What keeps a worker from beginning is told until it runs")
    func beforeItRuns() {
        let starting = Health(phase: .starting, sinceLastAnswer: nil, sinceLastTurn: .zero, relay: .up)
        #expect(StatusLine.text(Health(starting, before: "no schema")).contains("no schema"))
        let running = Health(phase: .running, sinceLastAnswer: nil, sinceLastTurn: .zero, relay: .up)
        #expect(Health(running, before: "no schema").databaseFault == nil)
    }
}
