import CoreMetrics
import Mail
import Testing
import Web

@testable import Pipeline

@Suite("What is counted of a relay")
struct RelayMeasuresTests {
    private static let refusal = Transmission.End.refused(
        Reply(code: 550, enhanced: "5.1.1", text: "no such user"), at: .rcpt)
    private static let login = Transmission.End.refused(Reply(code: 535, enhanced: "5.7.8", text: "no"), at: .auth)
    private static let taken = Transmission.End.accepted(Reply(code: 250, enhanced: "2.0.0", text: "ok"))
    private static let away = Transmission.End.broken(.connectionRefused, at: .connect, detail: "refused")
    private static let stopping = Transmission.End.broken(.stopping, at: .connect, detail: "stopping")

    /// What has ended, whether the relay counts as tried then, and its state: nil where no series tells one.
    private static let cases: [(ends: [Transmission.End], isTried: Bool, isUp: String?)] = [
        ([], false, nil),
        ([stopping], false, nil),
        ([taken], true, "1"),
        // It speaks, and refuses this recipient alone.
        ([refusal], true, "1"),
        // One fault tells nothing yet: the breaker will.
        ([login], true, nil),
        ([away, away], true, nil),
        ([away, taken], true, "1"),
    ]

    private static func lines(_ ends: [Transmission.End], _ body: (RelayMeasures) -> Void = { _ in }) -> [Substring] {
        let registry = MetricsRegistry()
        withMetricsFactory(registry) {
            let measures = RelayMeasures("relay.test:25", connections: 4)
            for end in ends {
                measures.began()
                measures.ended(end, proof: .dot)
            }
            body(measures)
        }
        return registry.exposition().split(separator: "\n")
    }

    @Test("A relay that was never tried is not said to be up", arguments: cases)
    func untried(ends: [Transmission.End], isTried: Bool, isUp: String?) {
        let lines = Self.lines(ends) { #expect($0.isTried == isTried) }
        let state = lines.first { $0.hasPrefix("facteur_relay_up{") }
        #expect(state.map(String.init) == isUp.map { #"facteur_relay_up{relay="relay.test:25"} \#($0)"# })
    }

    @Test("What the breaker says stands, whatever still comes in from before")
    func breaker() {
        let registry = MetricsRegistry()
        withMetricsFactory(registry) {
            let measures = RelayMeasures("relay.test:25", connections: 4)
            measures.isUp(false)
            measures.began()
            measures.ended(Self.taken, proof: .dot)
        }
        #expect(registry.exposition().contains(#"facteur_relay_up{relay="relay.test:25"} 0"#))
    }

    @Test("Every end is counted by its stage, what is our own doing is not, and no connection stays in use")
    func ends() {
        let lines = Self.lines([Self.taken, Self.taken, Self.refusal, Self.login, Self.away, Self.stopping])
        func count(_ end: String, _ stage: String) -> Substring? {
            lines.first { $0.contains(#"{end="\#(end)",relay="relay.test:25",stage="\#(stage)"}"#) }?.split(
                separator: " "
            ).last
        }
        #expect(count("accepted", "dot") == "2")
        #expect(count("refused", "rcpt") == "1")
        #expect(count("refused", "auth") == "1")
        #expect(count("broken", "connect") == "1")
        #expect(lines.contains(#"facteur_connections_in_use{relay="relay.test:25"} 0"#))
        #expect(lines.contains(#"facteur_connections_limit{relay="relay.test:25"} 4"#))
    }
}
