import Mail
import Testing

@Suite("Times to the relay, counted between bounds")
struct LatencyScaleTests {
    @Test(
        "A time counts under the first bound that it does not pass",
        arguments: [
            (0, 10), (10, 10), (11, 25), (999, 1_000), (1_000, 1_000), (3_600_001, 14_400_000),
            // More than a week counts as a week.
            (900_000_000, 604_800_000),
        ])
    func bound(milliseconds: Int, bound: Int) {
        #expect(LatencyScale.bound(for: .milliseconds(milliseconds)) == bound)
    }

    @Test("The bounds ascend, and fit the column that they are stored in")
    func bounds() {
        #expect(LatencyScale.bounds == LatencyScale.bounds.sorted())
        #expect(LatencyScale.bounds.allSatisfy { $0 > 0 && $0 <= Int(Int32.max) })
    }

    @Test(
        "A share of the times ended within so long",
        arguments: [
            (0.5, [100: 10], 75), (1.0, [100: 10], 100), (0.5, [10: 50, 1_000: 50], 10),
            (0.99, [10: 98, 1_000: 2], 750),
            (0.99, [10: 1, 604_800_000: 1], 594_432_000),
        ] as [(Double, [Int: Int], Int64)])
    func quantile(share: Double, counts: [Int: Int], milliseconds: Int64) {
        #expect(LatencyScale.quantile(share, of: counts)?.milliseconds == milliseconds)
    }

    @Test("Of nothing there is no share")
    func nothing() {
        #expect(LatencyScale.quantile(0.5, of: [:]) == nil)
        #expect(LatencyScale.quantile(0.5, of: [100: 0]) == nil)
    }
}
