import Mail

/// How far this worker has claimed in each lane. A claim that begins from the start walks over what it cannot take: rows of
/// parked domains and paused kinds, and behind a session that holds an old snapshot the index entries of rows already taken,
/// which cannot be cleaned up. So a claim begins behind the last one instead, for a while.
///
/// Commits do not come in the order of due times, and mail to a domain that is parked no longer lies far in front: so every two
/// seconds a claim of the bulk lane begins from the start. In the transactional lane people wait: only while a domain is parked
/// is the start left out, twenty times as long as a claim from it took, and no longer than half a second.
struct Watermark: Sendable {
    struct Position: Sendable, Hashable {
        /// In microseconds since 1970, as exact as PostgreSQL is.
        var dueAt: Int64
        var message: MessageID
    }

    private struct Mark: Sendable {
        var position: Position?
        /// When a claim last began from the start; nil before the first.
        var lastScan: ContinuousClock.Instant?
        /// Whether the claim under way did.
        var isScanning = false
        var rescan: Duration
    }

    private var marks: [Lane: Mark] = [:]
    /// Whether a domain is parked.
    var isParking = false

    /// Where the last claim ended; nil where it found nothing, and where it had begun from the start: whoever passes over what lies before
    /// looks there as often as claims do.
    func position(of lane: Lane) -> Position? {
        guard let mark = marks[lane], !mark.isScanning else { return nil }
        return mark.position
    }

    /// Where a claim at this moment begins; nil for the start.
    mutating func value(for lane: Lane, at now: ContinuousClock.Instant) -> Position? {
        var mark = marks[lane] ?? Mark(rescan: .seconds(2))
        defer { marks[lane] = mark }
        mark.isScanning =
            mark.position == nil || (lane == .transactional && !isParking)
            || mark.lastScan.map { now >= $0 + mark.rescan } ?? true
        guard mark.isScanning else { return mark.position }
        mark.lastScan = now
        return nil
    }

    /// The last row of a claim, and how long the claim took; nil when there was none, and then the next claim begins from the
    /// start.
    mutating func advance(_ lane: Lane, to position: Position?, after taken: Duration) {
        marks[lane]?.position = position
        guard lane == .transactional, marks[lane]?.isScanning == true else { return }
        marks[lane]?.rescan = min(taken * 20, .milliseconds(500))
    }
}
