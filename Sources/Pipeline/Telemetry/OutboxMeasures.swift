import Mail
import Metrics
import Observability
import Synchronization

/// The gauges of how the outbox is beside its messages.
final class OutboxMeasures: Sendable {
    private struct SnapshotGauge {
        let holder: SnapshotHolder
        let gauge: Gauge
    }

    private let ages: [Lane: Gauge]
    private let workers = Gauge(.workers)
    private let suppressed = Gauge(.suppressedLastHour)
    private let longestPark = Gauge(.longestPark)
    private let clockOffset = Gauge(.clockOffset)
    private let pauses: [Pauses: Gauge]
    private let snapshot = Mutex<SnapshotGauge?>(nil)

    private struct Pauses: Hashable {
        let scope: OutboxVitals.Pauses.Scope
        let isByItself: Bool
    }

    init() {
        ages = Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, Gauge(.queueAge, $0.rawValue)) })
        var pauses: [Pauses: Gauge] = [:]
        for scope in OutboxVitals.Pauses.Scope.allCases {
            for (isByItself, word) in [(false, "person"), (true, "facteur")] {
                pauses[Pauses(scope: scope, isByItself: isByItself)] = Gauge(.paused, scope.rawValue, word)
            }
        }
        self.pauses = pauses
    }

    /// - Parameter clock: The machine's, at the moment of the answer.
    func record(_ vitals: OutboxVitals, _ held: HeldSnapshot?, clock: Timestamp) {
        for (lane, gauge) in ages { gauge.record(max(vitals.oldest[lane] ?? .zero, .zero).inSeconds) }
        workers.record(vitals.workers)
        suppressed.record(vitals.suppressedLately)
        longestPark.record((vitals.longestPark ?? .zero).inSeconds)
        clockOffset.record((clock - vitals.clock).inSeconds)
        let counts = Dictionary(
            vitals.pauses.map { (Pauses(scope: $0.scope, isByItself: $0.isByItself), $0.count) }, uniquingKeysWith: +)
        for (pauses, gauge) in pauses { gauge.record(counts[pauses] ?? 0) }
        record(held)
    }

    /// One series at a time: whoever has let go is shown no more.
    private func record(_ held: HeldSnapshot?) {
        snapshot.withLock { snapshot in
            if let old = snapshot, old.holder != held?.holder {
                old.gauge.destroy()
                snapshot = nil
            }
            guard let held else { return }
            let holder = held.holder
            let gauge = snapshot?.gauge ?? Gauge(.snapshotHeld, holder.kind, holder.pid, holder.name)
            gauge.record(held.time.inSeconds)
            snapshot = SnapshotGauge(holder: holder, gauge: gauge)
        }
    }
}

extension Duration {
    /// With fractions, as Prometheus counts time.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
