import Logging
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
    private let limits = LimitedMeasures()
    private let outbox = OutboxMeasures()
    private let relays = RelayTable()
    private let settle = Timer(.settle)
    private let templateFaults = Counter(.templateFaults)
    private let statementFailures = Counter(.statementFailures)
    private let alarms: [Logger.Level: Counter]
    private let process = WorkerMeasures()

    init() {
        lanes = Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, LaneMeasures($0)) })
        alarms = Dictionary(
            uniqueKeysWithValues: Event.alarm.definition.levels.map { ($0, Counter(.alarms, $0.rawValue)) })
    }

    func stored(_ result: AttemptResult, as event: Event) {
        let delivery = result.delivery
        deliveries.counter(event, delivery.kind, delivery.lane).increment()
        lanes[delivery.lane]?.record(result.settlement.timings)
    }

    func wasLate() { late.increment() }
    func claimed(_ count: Int, _ lane: Lane) { lanes[lane]?.claimed.increment(by: count) }
    func claimTook(_ time: Duration, _ lane: Lane) { lanes[lane]?.claim.record(duration: time) }
    func settlingTook(_ time: Duration) { settle.record(duration: time) }
    func relayed(after time: Duration, _ lane: Lane) { lanes[lane]?.relayed.record(duration: time) }
    func unsettled(_ count: Int) { unsettled.record(count) }
    func queue(_ survey: QueueSurvey) {
        for (lane, measures) in lanes {
            measures.waiting.record(survey.waiting[lane] ?? 0)
            measures.inDoubt.record(survey.inDoubt[lane] ?? 0)
        }
        parked.record(survey.parked.count)
    }
    func reports(_ counts: [ReportCount]) { reports.record(counts) }
    func limited(_ counts: [LimitedCount]) { limits.record(counts) }
    func vitals(_ vitals: OutboxVitals, _ held: HeldSnapshot?, clock: Timestamp) {
        outbox.record(vitals, held, clock: clock)
    }
    /// Begins to count what becomes of a relay's connections.
    func relay(_ name: String, connections: Int) -> RelayMeasures { relays.add(name, connections: connections) }
    func relay(_ name: String, isUp: Bool) { relays[name]?.isUp(isUp) }
    func database(isUp: Bool) { database.record(isUp ? 1 : 0) }
    func alarm(_ level: Logger.Level) { alarms[level]?.increment() }
    func templateFault() { templateFaults.increment() }
    func statementFailed() { statementFailures.increment() }
    func health(_ health: Health) { process.record(health) }
}

private struct LaneMeasures: Sendable {
    let claimed: Counter
    let waiting, inDoubt: Gauge
    let claim, relayed: Metrics.Timer
    private let queued, render, connect, smtp: Metrics.Timer

    init(_ lane: Lane) {
        claimed = Counter(.claimed, lane.rawValue)
        waiting = Gauge(.waiting, lane.rawValue)
        inDoubt = Gauge(.inDoubt, lane.rawValue)
        claim = Timer(.claim, lane.rawValue)
        relayed = Timer(.relayed, lane.rawValue)
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

    private struct State {
        var counters: [Labels: Counter] = [:]
        /// The one that was asked for last: a newsletter asks for the same each time.
        var last: (labels: Labels, counter: Counter)?
    }

    private let state = Mutex(State())

    func counter(_ event: Event, _ kind: String, _ lane: Lane) -> Counter {
        state.withLock { state in
            let labels = Labels(event: event, kind: kind, lane: lane)
            if let last = state.last, last.labels == labels { return last.counter }
            let counter = state.counters[labels] ?? Counter(.deliveries, event.rawValue, kind, lane.rawValue)
            state.counters[labels] = counter
            state.last = (labels, counter)
            return counter
        }
    }
}

/// The measures of each relay, by its name.
private final class RelayTable: Sendable {
    private let relays = Mutex<[String: RelayMeasures]>([:])

    func add(_ name: String, connections: Int) -> RelayMeasures {
        let measures = RelayMeasures(name, connections: connections)
        relays.withLock { $0[name] = measures }
        return measures
    }

    subscript(name: String) -> RelayMeasures? { relays.withLock { $0[name] } }
}
