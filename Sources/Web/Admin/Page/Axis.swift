import Mail

/// The upright axis of a plot: what stands at even distances from its foot to its head.
struct Axis: Sendable {
    /// Ascending; between two of them a value lies by its share, or by its logarithm.
    private let marks: [Double]
    private let isLogarithmic: Bool
    /// Beside the marks, from the head to the foot.
    let labels: [String]

    /// Counts from 0 to a round number that is none too small.
    static func counts(upTo most: Double) -> Axis {
        var power = 1.0
        while power * 10 < most { power *= 10 }
        let top = [2.0, 4, 6, 8, 10].map { $0 * power }.first { $0 >= most } ?? power * 10
        return Axis(marks: [0, top / 2, top], isLogarithmic: false, label: Figures.decimal)
    }

    /// Lengths of time from 0, in seconds.
    static func durations(upTo most: Duration) -> Axis {
        let tops = [
            10, 30, 60, 120, 240, 600, 1200, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 345_600, 691_200,
        ]
        let top = tops.first { $0 >= most.components.seconds } ?? Int(most.components.seconds)
        return Axis(marks: [0, Double(top) / 2, Double(top)], isLogarithmic: false, label: seconds)
    }

    /// Lengths of time that differ by orders of magnitude, from a tenth of a second, in seconds.
    static func magnitudes(upTo most: Duration) -> Axis {
        let marks = [0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800]
        let wanted = Double(most.milliseconds) / 1000
        let last = max(2, marks.firstIndex { $0 >= wanted } ?? marks.count - 1)
        return Axis(marks: Array(marks[...last]), isLogarithmic: true, label: seconds)
    }

    private init(marks: [Double], isLogarithmic: Bool, label: (Double) -> String) {
        self.marks = marks
        self.isLogarithmic = isLogarithmic
        labels = marks.reversed().map(label)
    }

    private static func seconds(_ value: Double) -> String {
        value == 0 ? "0" : Figures.duration(.milliseconds(Int64(value * 1000)))
    }

    /// Where a value is, from 0 at the foot to 1 at the head.
    func height(_ value: Double) -> Double {
        guard let first = marks.first, value > first else { return 0 }
        guard let upper = marks.firstIndex(where: { value <= $0 }) else { return 1 }
        let (low, high) = (marks[upper - 1], marks[upper])
        let part =
            isLogarithmic ? Logarithm.share(of: value, from: low, to: high) : (value - low) / (high - low)
        return (Double(upper - 1) + part) / Double(marks.count - 1)
    }

    /// The heights of the marks between foot and head, for lines across the plot.
    var lines: [Double] { (1..<(marks.count - 1)).map { Double($0) / Double(marks.count - 1) } }
}
