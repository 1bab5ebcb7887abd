/// The bounds between which times to the relay are counted: from what a fast relay takes to a week, each some two to three times the one
/// before, so that a quantile read from the counts is never far off.
package enum LatencyScale {
    /// In milliseconds, ascending.
    package static let bounds = [
        10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
        1_800_000, 3_600_000, 14_400_000, 86_400_000, 604_800_000,
    ]

    /// The first bound that a time does not pass; what takes more than a week counts as a week.
    package static func bound(for time: Duration) -> Int {
        let milliseconds = time.milliseconds
        return bounds.first { milliseconds <= $0 } ?? bounds[bounds.count - 1]
    }

    /// The time within which a share of what was counted ended, spread evenly between two bounds; nil where nothing was counted.
    ///
    /// - Parameters:
    ///   - share: 0.5 for the median, 0.99.
    ///   - counts: How many ended within each bound, and not within the one before.
    package static func quantile(_ share: Double, of counts: [Int: Int]) -> Duration? {
        let total = counts.values.reduce(0, +)
        guard total > 0 else { return nil }
        let wanted = share * Double(total)
        var passed = 0.0
        var lower = 0
        for bound in bounds {
            let count = Double(counts[bound] ?? 0)
            if count > 0, passed + count >= wanted {
                let part = max(0, (wanted - passed) / count)
                return .milliseconds(Int64(Double(lower) + part * Double(bound - lower)))
            }
            passed += count
            lower = bound
        }
        return .milliseconds(Int64(lower))
    }
}
