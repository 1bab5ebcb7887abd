import Mail

/// How far this worker has claimed in the bulk lane. Behind a session that holds an old snapshot, index entries of rows
/// already taken cannot be cleaned up, and each claim would walk over all of them: a claim begins behind the last one instead.
///
/// Commits do not come in the order of due times, so every two seconds a claim begins from the start. The transactional lane
/// is short and has no watermark: nobody waits two seconds for a reset link.
struct Watermark: Sendable {
    struct Position: Sendable, Hashable {
        /// As PostgreSQL wrote it.
        var dueAt: String
        var message: MessageID
    }

    private static let rescan: Duration = .seconds(2)
    private var position: Position?
    private var lastScan: ContinuousClock.Instant?

    /// Where a claim at this moment begins; nil for the start.
    mutating func value(for lane: Lane, at now: ContinuousClock.Instant) -> Position? {
        guard lane == .bulk else { return nil }
        if let lastScan, now < lastScan + Self.rescan, position != nil { return position }
        lastScan = now
        return nil
    }

    /// The last row of a claim; nil when there was none, and then the next claim begins from the start.
    mutating func advance(_ lane: Lane, to position: Position?) {
        if lane == .bulk { self.position = position }
    }
}
