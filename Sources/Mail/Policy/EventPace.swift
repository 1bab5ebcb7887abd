/// When events are given their places in the order again: at once while there are more than fit into one run, twice a second as long as
/// something happens, and less often once nothing has for a while.
package struct EventPace: Sendable, Hashable {
    /// Events of one run, at most.
    package static let batch = 2_000
    /// This much later a producer hears of its message.
    package static let usual: Duration = .milliseconds(500)
    /// The same of the first message after a quiet half minute.
    package static let quiet: Duration = .seconds(5)
    private static let quietRuns = 60

    private var emptyRuns = 0

    package init() {}

    /// The wait after a run that found so many events.
    package mutating func pause(found: Int) -> Duration {
        emptyRuns = found > 0 ? 0 : emptyRuns + 1
        if found >= Self.batch { return .zero }
        return emptyRuns > Self.quietRuns ? Self.quiet : Self.usual
    }
}
