/// Who may use which line, and how much a lane claims now.
///
/// Of all lines a share is reserved: it serves transactional mail alone, so that a newsletter, however large or slow,
/// never keeps a reset link waiting. The other lines are shared, transactional mail first.
///
/// A claim covers the free lines, plus what the lines will send within `horizon` at the pace that was measured: through
/// a slow relay nothing is claimed before a line is free for it (it would only age under a lease), through a fast one
/// hundreds at once (a claim costs the database the same for one row as for many).
package struct LanePlan: Sendable, Hashable {
    /// What a line serves.
    package enum Line: Sendable, Hashable {
        /// Transactional mail alone.
        case reserved
        /// Transactional mail first, then bulk.
        case shared
    }

    /// How far ahead of the lines a claim may run.
    package static let horizon: Duration = .milliseconds(100)
    /// The most that a lane holds claimed and unsent besides what is on the lines.
    package static let mostAhead = 500

    /// A quarter, where nobody says otherwise.
    package static let standardReservedShare = 0.25

    /// Every line, the reserved ones first.
    package let lines: [Line]

    /// - Parameters:
    ///   - lines: At least one. A single line is shared: reserving it would end all bulk mail.
    ///   - reservedShare: From 0 to 1; rounded, but at least one line is reserved and at least one is shared.
    package init(lines count: Int, reservedShare: Double = standardReservedShare) {
        let count = max(count, 1)
        let reserved = Self.reserved(of: count, share: reservedShare)
        lines = Array(repeating: .reserved, count: reserved) + Array(repeating: .shared, count: count - reserved)
    }

    /// How many of `count` lines, at least one, are kept for transactional mail.
    package static func reserved(of count: Int, share: Double) -> Int {
        let wanted = (Double(count) * min(max(share, 0), 1)).rounded()
        return min(max(Int(wanted), 1), count - 1)
    }

    /// How many lines a lane may use.
    package func lines(for lane: Lane) -> Int {
        switch lane {
        case .transactional: lines.count
        case .bulk: lines.count { $0 == .shared }
        }
    }

    /// How many messages the lane's lines are expected to send within the horizon.
    package func ahead(_ lane: Lane, pace: LinePace) -> Int {
        guard let mean = pace.mean, mean > .zero else { return 0 }
        let expected = Double(lines(for: lane)) * (Self.horizon / mean)
        return Int(min(expected, Double(Self.mostAhead)))
    }

    /// How many messages to claim now; 0 while enough is held, so that claims come in batches.
    ///
    /// - Parameters:
    ///   - free: Lines that wait and may serve the lane.
    ///   - held: Messages of the lane claimed and not yet on a line.
    package func claim(_ lane: Lane, free: Int, held: Int, pace: LinePace) -> Int {
        let ahead = ahead(lane, pace: pace)
        guard free > held || held <= ahead / 2 else { return 0 }
        return max(free + ahead - held, 0)
    }
}
