import CoreMetrics
import Synchronization

/// The types of the exposition format that Facteur uses.
enum InstrumentType: String, Sendable {
    case counter, gauge, histogram
}

/// What one series holds. Written from any thread.
protocol Instrument: AnyObject, Sendable {
    /// The values now, one a line of the exposition.
    func samples() -> [Sample]
}

/// One line of a series: `name` + `suffix`, with the bucket's bound where there is one.
struct Sample: Sendable {
    var suffix = ""
    /// The upper bound of a histogram's bucket (label `le`).
    var bound: Double?
    var value: Double
}

/// A number that only grows.
final class CounterInstrument: Instrument, CounterHandler, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// Ignores what would make it shrink.
    func increment(by amount: Double) {
        guard amount > 0 else { return }
        value.withLock { $0 += amount }
    }

    func reset() { value.withLock { $0 = 0 } }

    func samples() -> [Sample] { [Sample(value: value.withLock { $0 })] }
}

/// A number that goes up and down.
final class GaugeInstrument: Instrument, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ new: Int64) { set(Double(new)) }
    func set(_ new: Double) { value.withLock { $0 = new } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ new: Int64) { set(Double(new)) }
    func record(_ new: Double) { set(new) }

    func samples() -> [Sample] { [Sample(value: value.withLock { $0 })] }
}

/// How often a value was at most each bound.
final class HistogramInstrument: Instrument, TimerHandler, RecorderHandler {
    private struct State {
        /// One for each bound, and one for what lies above the last.
        var counts: [UInt64]
        var sum = 0.0
    }

    /// Ascending.
    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// A timer's value; kept in seconds.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

    func record(_ value: Int64) { record(Double(value)) }

    /// Ignores a value that is no number.
    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    /// Buckets are cumulative: each counts all that is at most its bound, the last one everything.
    func samples() -> [Sample] {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        var samples = zip(bounds + [.infinity], counts).map { bound, count in
            total += count
            return Sample(suffix: "_bucket", bound: bound, value: Double(total))
        }
        samples.append(Sample(suffix: "_sum", value: sum))
        samples.append(Sample(suffix: "_count", value: Double(total)))
        return samples
    }
}
