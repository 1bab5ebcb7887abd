import Mail
import Metrics
import Synchronization

/// Every metric of this worker.
///
/// | metric | kind | labels | counts |
/// | --- | --- | --- | --- |
/// | `facteur_deliveries_total` | counter | `outcome`, `kind`, `lane` | attempts whose outcome is stored |
/// | `facteur_late_total` | counter | | outcomes that came after the lease was lost |
/// | `facteur_queued_seconds` | timer | `lane` | due to claimed |
/// | `facteur_render_seconds` | timer | `lane` | rendering and composing |
/// | `facteur_connect_seconds` | timer | `lane` | opening a line, where one was opened |
/// | `facteur_smtp_seconds` | timer | `lane` | MAIL to the reply to the dot |
/// | `facteur_claimed_total` | counter | `lane` | messages claimed |
/// | `facteur_unsettled` | gauge | | outcomes that wait to be stored |
/// | `facteur_waiting` | gauge | `lane` | due messages that nobody holds, counted up to 100,000 |
/// | `facteur_in_doubt` | gauge | `lane` | messages that a person must decide about |
/// | `facteur_parked_domains` | gauge | | recipients' domains whose mail rests |
/// | `facteur_relay_up` | gauge | `relay` | 1 while the relay takes mail, else 0 |
/// | `facteur_database_up` | gauge | | 1 while the outbox answers, else 0 |
struct Measures: Sendable {
    private let deliveries = Deliveries()
    private let late = Counter(label: "facteur_late_total")
    private let lanes: [Lane: LaneMeasures]
    private let unsettled = Gauge(label: "facteur_unsettled")
    private let parked = Gauge(label: "facteur_parked_domains")
    private let database = Gauge(label: "facteur_database_up")

    init() {
        lanes = Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, LaneMeasures($0)) })
    }

    func stored(_ result: AttemptResult, as event: Event) {
        let delivery = result.delivery
        deliveries.counter(event, delivery.kind, delivery.lane).increment()
        lanes[delivery.lane]?.record(result.settlement.timings)
    }

    func wasLate() { late.increment() }
    func claimed(_ count: Int, _ lane: Lane) { lanes[lane]?.claimed.increment(by: count) }
    func unsettled(_ count: Int) { unsettled.record(count) }
    func queue(_ survey: QueueSurvey) {
        for (lane, measures) in lanes {
            measures.waiting.record(survey.waiting[lane] ?? 0)
            measures.inDoubt.record(survey.inDoubt[lane] ?? 0)
        }
        parked.record(survey.parked.count)
    }
    func relay(_ name: String, isUp: Bool) {
        Gauge(label: "facteur_relay_up", dimensions: [("relay", name)]).record(isUp ? 1 : 0)
    }
    func database(isUp: Bool) { database.record(isUp ? 1 : 0) }
}

private struct LaneMeasures: Sendable {
    let claimed: Counter
    let waiting, inDoubt: Gauge
    private let queued, render, connect, smtp: Metrics.Timer

    init(_ lane: Lane) {
        let labels = [("lane", lane.rawValue)]
        claimed = Counter(label: "facteur_claimed_total", dimensions: labels)
        waiting = Gauge(label: "facteur_waiting", dimensions: labels)
        inDoubt = Gauge(label: "facteur_in_doubt", dimensions: labels)
        queued = Timer(label: "facteur_queued_seconds", dimensions: labels)
        render = Timer(label: "facteur_render_seconds", dimensions: labels)
        connect = Timer(label: "facteur_connect_seconds", dimensions: labels)
        smtp = Timer(label: "facteur_smtp_seconds", dimensions: labels)
    }

    /// A zero says that a station was not passed.
    func record(_ timings: Settlement.Timings) {
        queued.record(duration: timings.queued)
        if timings.render > .zero { render.record(duration: timings.render) }
        if timings.connect > .zero { connect.record(duration: timings.connect) }
        if timings.dialogue > .zero { smtp.record(duration: timings.dialogue) }
    }
}

/// Counters by outcome, kind and lane, made as they are first needed: asking the backend for one is no matter of
/// nanoseconds.
private final class Deliveries: Sendable {
    private struct Labels: Hashable {
        let event: Event
        let kind: String
        let lane: Lane
    }

    private let counters = Mutex<[Labels: Counter]>([:])

    func counter(_ event: Event, _ kind: String, _ lane: Lane) -> Counter {
        counters.withLock { counters in
            let labels = Labels(event: event, kind: kind, lane: lane)
            if let counter = counters[labels] { return counter }
            let counter = Counter(
                label: "facteur_deliveries_total",
                dimensions: [("outcome", event.rawValue), ("kind", kind), ("lane", lane.rawValue)])
            counters[labels] = counter
            return counter
        }
    }
}
