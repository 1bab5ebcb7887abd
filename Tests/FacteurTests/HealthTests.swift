import Testing
import Web

@testable import Pipeline
@testable import facteur

@Suite("How the worker is")
struct HealthTests {
    private func health(
        _ phase: Health.Phase, turn: Duration = .seconds(1), database: String? = nil, relay: Health.Relay = .up
    ) -> Health {
        Health(phase: phase, databaseFault: database, sinceLastAnswer: nil, sinceLastTurn: turn, relay: relay)
    }

    private func failing(_ health: Health) -> [String] {
        HealthReport(health).checks.filter { !$0.isPassing }.map(\.name)
    }

    @Test("A worker that delivers passes every check")
    func running() {
        #expect(failing(health(.running)).isEmpty)
        #expect(StatusLine.text(health(.running)) == "delivers")
    }

    @Test("One that waits long for its database lives, and is not ready")
    func starting() {
        let waiting = health(.starting, turn: .seconds(3600))
        #expect(waiting.isAlive)
        #expect(failing(waiting) == ["running"])
    }

    @Test("One whose keeper has not turned for a minute hangs")
    func hanging() {
        let hanging = health(.running, turn: .seconds(61))
        #expect(!hanging.isAlive)
        #expect(failing(hanging) == ["worker"])
    }

    @Test("A lost database and a dead relay are told with their reasons, and are no reason to restart")
    func outages() {
        #expect(failing(health(.running, database: "away")) == ["database"])
        #expect(failing(health(.running, relay: .down("refused"))) == ["relay"])
        #expect(failing(health(.running, relay: .partly("b.test:587: refused"))).isEmpty)
        #expect(
            StatusLine.text(health(.running, relay: .partly("b.test:587: refused"))).hasSuffix(
                "b.test:587: refused"))
        #expect(StatusLine.text(health(.running, database: "away")) == "the database is away: away")
        #expect(StatusLine.text(health(.running, relay: .down("refused"))) == "no mail goes out: refused")
    }
}
