import Mail

/// How far this worker has claimed in each lane. A claim that begins from the start walks over what it cannot take: rows of
/// parked domains and paused kinds, and behind a session that holds an old snapshot the index entries of rows already taken,
/// which cannot be cleaned up. So a claim begins behind the last one instead, for a while.
///
/// Commits do not come in the order of due times, and mail to a domain that is parked no longer lies far in front: so every two
/// seconds a claim of the bulk lane begins from the start. In the transactional lane people wait: only while a domain is parked or
/// the walk from the start is long is it left out, twenty times as long as a claim from it took, and no longer than half a second. A long
/// walk of the bulk lane is left out forty times as long as it took, up to half a minute.
///
/// A claim that finds nothing sends the next one to the start, unless the walk from there is long: then it is left out as if something had
/// been found, or each look at an empty lane would walk it.
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
        /// How many of those that did, one after the other up to the last, took as long as a long walk does.
        var longWalks = 0
        /// Whether they pass over much that they cannot take. Once is a busy machine, or a session that was just opened.
        var isLongWalk: Bool { longWalks > 1 }
        var rescan: Duration
    }

    /// What a claim takes for each of its messages, at most.
    private static let messageTime: Duration = .microseconds(100)
    /// A walk is long that takes more than this beside what its messages take.
    private static let longWalk: Duration = .milliseconds(25)

    private var marks: [Lane: Mark] = [:]
    /// Whether a domain is parked.
    var isParking = false

    /// Where the last claim ended; nil where it found nothing, and where it had begun from the start: whoever passes over what lies before
    /// looks there as often as claims do. Not where the walk is long, which would be walked twice: then what lies before is what could not be
    /// taken for a while, and no more of that is made.
    func position(of lane: Lane) -> Position? {
        guard let mark = marks[lane], !mark.isScanning || mark.isLongWalk else { return nil }
        return mark.position
    }

    /// Where a claim at this moment begins; nil for the start.
    mutating func value(for lane: Lane, at now: ContinuousClock.Instant) -> Position? {
        var mark = marks[lane] ?? Mark(rescan: .seconds(2))
        defer { marks[lane] = mark }
        mark.isScanning =
            mark.position == nil || (lane == .transactional && !isParking && !mark.isLongWalk)
            || mark.lastScan.map { now >= $0 + mark.rescan } ?? true
        guard mark.isScanning else { return mark.position }
        mark.lastScan = now
        return nil
    }

    /// The last row of a claim, nil when there was none; how many there were, and how long the claim took.
    mutating func advance(_ lane: Lane, to position: Position?, found: Int, after taken: Duration) {
        guard var mark = marks[lane] else { return }
        defer { marks[lane] = mark }
        if mark.isScanning {
            let walk = taken - Self.messageTime * found
            mark.longWalks = walk > Self.longWalk ? mark.longWalks + 1 : 0
            switch lane {
            case .transactional: mark.rescan = min(taken * 20, .milliseconds(500))
            case .bulk: mark.rescan = mark.isLongWalk ? min(max(.seconds(2), walk * 40), .seconds(30)) : .seconds(2)
            }
        }
        if position != nil || !mark.isLongWalk { mark.position = position }
    }
}
