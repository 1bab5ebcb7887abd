import Mail

/// How long an endpoint rests that did not take an event: longer each time, as Standard Webhooks asks for, and never longer than an hour, for
/// what stands behind waits as well.
enum EventPause {
    private static let pauses: [Duration] = [5, 30, 120, 600, 1800, 3600].map { .seconds($0) }
    private static let longest: Duration = .seconds(3600)

    /// After so many failures in a row, two hours, the events behind the first are told as well: if they are taken, it is the event that is at
    /// fault and not the endpoint.
    static let patience = 6

    /// - Parameters:
    ///   - failures: How often in a row it has failed before.
    ///   - jitter: From -1 to 1: moves the pause by at most a fifth.
    static func pause(after answer: EventAnswer, failures: Int, jitter: Double) -> Duration {
        let usual = pauses[min(max(failures, 0), pauses.count - 1)].spread(by: jitter)
        switch answer {
        // Gone for good, it says.
        case .refused(410, _): return longest.spread(by: jitter)
        case .refused(_, let wish?): return min(max(usual, wish), longest)
        case .taken, .refused, .unreachable: return usual
        }
    }
}
