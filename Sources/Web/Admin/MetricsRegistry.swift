import CoreMetrics
import Synchronization

/// The metrics of this process, kept in memory for Prometheus to fetch: a back end of swift-metrics.
///
/// | swift-metrics | Prometheus |
/// | --- | --- |
/// | Counter, FloatingPointCounter | counter |
/// | Meter, Gauge (a Recorder without aggregation) | gauge |
/// | Timer | histogram, in seconds |
/// | Recorder with aggregation | histogram |
///
/// The same label with the same dimensions is the same series, however often it is made. Where two types claim one name, the
/// later one is shown with its type added to the name, since the format allows one type a name.
package final class MetricsRegistry: MetricsFactory {
    /// All the series of one name.
    struct Family: Sendable {
        var type: InstrumentType
        var help: String?
        var series: [SeriesLabels: any Instrument] = [:]
    }

    /// From a millisecond, which a render takes, to the ten minutes that a relay may take over the final dot.
    package static let defaultBuckets: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600,
    ]

    private let help: [String: String]
    private let buckets: [String: [Double]]
    private let families = Mutex<[String: Family]>([:])
    private let looks = Mutex<[@Sendable () -> Void]>([])

    /// - Parameters:
    ///   - help: one sentence for each label.
    ///   - buckets: upper bounds for the histograms of a label, ascending, where the default ones don't fit.
    package init(help: [String: String] = [:], buckets: [String: [Double]] = [:]) {
        self.help = help
        self.buckets = buckets
    }

    /// Has something looked at each time before the metrics are shown: what is cheap to ask and changes by itself, such as an age.
    package func beforeExposition(_ look: @escaping @Sendable () -> Void) { looks.withLock { $0.append(look) } }

    /// All metrics in Prometheus' text format 0.0.4, ordered by name and labels.
    package func exposition() -> String {
        for look in looks.withLock({ $0 }) { look() }
        let families = families.withLock { $0 }
        return families.sorted { $0.key < $1.key }
            .map { ExpositionText.lines(name: $0.key, family: $0.value) }.joined()
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        instrument(label, dimensions, .counter) { CounterInstrument() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        instrument(label, dimensions, .counter) { CounterInstrument() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        instrument(label, dimensions, .gauge) { GaugeInstrument() }
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return instrument(label, dimensions, .gauge) { GaugeInstrument() } }
        return instrument(label, dimensions, .histogram) { HistogramInstrument(bounds: bounds(label)) }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        instrument(label, dimensions, .histogram) { HistogramInstrument(bounds: bounds(label)) }
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    private func bounds(_ label: String) -> [Double] { buckets[label] ?? Self.defaultBuckets }

    private func instrument<I: Instrument>(
        _ label: String, _ dimensions: [(String, String)], _ type: InstrumentType, make: () -> I
    ) -> I {
        let labels = SeriesLabels(dimensions)
        var name = ExpositionText.metricName(label)
        return families.withLock { families in
            while let family = families[name], family.type != type { name += "_" + type.rawValue }
            if let known = families[name]?.series[labels] as? I { return known }
            let new = make()
            families[name, default: Family(type: type, help: help[label])].series[labels] = new
            return new
        }
    }

    private func remove(_ handler: AnyObject) {
        families.withLock { families in
            for (name, family) in families {
                families[name]?.series = family.series.filter { $0.value !== handler }
                if families[name]?.series.isEmpty == true { families[name] = nil }
            }
        }
    }
}
