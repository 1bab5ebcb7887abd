import Mail
import Metrics
import Observability
import Synchronization

/// The metrics of this worker (`Metric`), as they are counted.
struct Measures: Sendable {
    private let deliveries = Deliveries()
    private let late = Counter(.late)
    private let lanes: [Lane: LaneMeasures]
    private let unsettled = Gauge(.unsettled)
    private let parked = Gauge(.parkedDomains)
    private let database = Gauge(.databaseUp)
    private let reports = RecentReports()

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
    func reports(_ counts: [ReportCount]) { reports.record(counts) }
    func relay(_ name: String, isUp: Bool) {
        Gauge(.relayUp, name).record(isUp ? 1 : 0)
    }
    func database(isUp: Bool) { database.record(isUp ? 1 : 0) }
}

private struct LaneMeasures: Sendable {
    let claimed: Counter
    let waiting, inDoubt: Gauge
    private let queued, render, connect, smtp: Metrics.Timer

    init(_ lane: Lane) {
        claimed = Counter(.claimed, lane.rawValue)
        waiting = Gauge(.waiting, lane.rawValue)
        inDoubt = Gauge(.inDoubt, lane.rawValue)
        queued = Timer(.queued, lane.rawValue)
        render = Timer(.render, lane.rawValue)
        connect = Timer(.connect, lane.rawValue)
        smtp = Timer(.smtp, lane.rawValue)
    }

    /// A zero says that a step was not reached.
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
            let counter = Counter(.deliveries, event.rawValue, kind, lane.rawValue)
            counters[labels] = counter
            return counter
        }
    }
}
