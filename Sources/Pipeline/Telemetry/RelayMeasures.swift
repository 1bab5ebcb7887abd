import Mail
import Metrics
import Observability
import Synchronization

/// The metrics of one relay: whether it takes mail, how many connections carry something, and how tries end.
final class RelayMeasures: Sendable {
    private struct Labels: Hashable {
        let end: String
        let stage: SMTPStage
    }

    private let relay: String
    private let inUse: Meter
    /// What nearly every try ends as, without a look among the others.
    private let accepted: Counter
    private let counters: Mutex<[Labels: Counter]>
    private let tried = Atomic<Bool>(false)
    /// Whether it is known to be up or down.
    private let known = Atomic<Bool>(false)

    init(_ relay: String, connections: Int) {
        self.relay = relay
        inUse = Meter(.connectionsInUse, relay)
        Gauge(.connectionsLimit, relay).record(connections)
        // There before the first one: of what begins with 1 no rate shows the first.
        let first: [Labels] = [
            Labels(end: "refused", stage: .auth),
            Labels(end: "broken", stage: .auth), Labels(end: "broken", stage: .connect),
        ]
        accepted = Counter(.transmissions, relay, "accepted", SMTPStage.dot.rawValue)
        counters = Mutex(
            Dictionary(
                uniqueKeysWithValues: first.map { ($0, Counter(.transmissions, relay, $0.end, $0.stage.rawValue)) })
        )
    }

    /// Whether anything has been said to it since the start, or could not be.
    var isTried: Bool { tried.load(ordering: .relaxed) }

    /// A message or a probe is handed to it.
    func began() { inUse.increment() }

    /// What became of it. `proof` is the stage at which the relay accepts.
    func ended(_ end: Transmission.End, proof: SMTPStage) {
        inUse.decrement()
        let labels: Labels
        switch end {
        case .accepted where proof == .dot:
            accepted.increment()
            return heard(end)
        case .accepted: labels = Labels(end: "accepted", stage: proof)
        case .refused(_, let stage): labels = Labels(end: "refused", stage: stage)
        case .broken(let fault, let stage, _):
            // Our own doing.
            if [.stopping, .notRecorded, .handoverRefused, .malformed].contains(fault) { return }
            labels = Labels(end: "broken", stage: stage)
        case .inDoubt: labels = Labels(end: "in_doubt", stage: .dot)
        }
        counter(labels).increment()
        heard(end)
    }

    private func heard(_ end: Transmission.End) {
        tried.store(true, ordering: .relaxed)
        guard end.reply != nil, !end.isUnsaid, !known.load(ordering: .relaxed) else { return }
        // Only the first word: from then on the breaker says how it is.
        if !known.exchange(true, ordering: .relaxed) { Gauge(.relayUp, relay).record(1) }
    }

    /// As its breaker has it.
    func isUp(_ isUp: Bool) {
        known.store(true, ordering: .relaxed)
        Gauge(.relayUp, relay).record(isUp ? 1 : 0)
    }

    private func counter(_ labels: Labels) -> Counter {
        counters.withLock { counters in
            if let counter = counters[labels] { return counter }
            let counter = Counter(.transmissions, relay, labels.end, labels.stage.rawValue)
            counters[labels] = counter
            return counter
        }
    }
}

/// A carrier whose use and whose ends are counted.
struct MeasuredCarrier: Carrier {
    let carrier: any Carrier
    let measures: RelayMeasures

    func send(_ message: Message) async -> Transmission {
        measures.began()
        let transmission = await carrier.send(message)
        measures.ended(transmission.end, proof: .dot)
        return transmission
    }

    func probe(within patience: Duration) async -> Transmission.End {
        measures.began()
        let end = await carrier.probe(within: patience)
        measures.ended(end, proof: .noop)
        return end
    }

    func close() async { await carrier.close() }
    func close(within patience: Duration) async { await carrier.close(within: patience) }
}
