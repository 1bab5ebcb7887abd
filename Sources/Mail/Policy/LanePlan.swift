/// Who may use which slot, and how much a lane claims now.
///
/// Of all slots a share is reserved: it serves transactional mail alone, so that a newsletter, however large or slow,
/// never keeps a reset link waiting. The other slots are shared, transactional mail first.
///
/// A claim covers the free slots, plus what the slots will send within `horizon` at the pace that was measured: through
/// a slow relay nothing is claimed before a slot is free for it (it would only age under a lease), through a fast one
/// hundreds at once (a claim costs the database the same for one row as for many).
package struct LanePlan: Sendable, Hashable {
    /// What a slot serves.
    package enum Slot: Sendable, Hashable {
        /// Transactional mail alone.
        case reserved
        /// Transactional mail first, then bulk.
        case shared
        /// Bulk mail alone: that of relays which take no other.
        case bulk

        /// What it serves, the more urgent first.
        package var lanes: [Lane] {
            switch self {
            case .reserved: [.transactional]
            case .shared: [.transactional, .bulk]
            case .bulk: [.bulk]
            }
        }
    }

    /// One relay's part in the slots.
    package struct Share: Sendable, Hashable {
        /// Its connections.
        package let slots: Int
        /// The lanes of which some message goes by it.
        package let lanes: Set<Lane>

        package init(slots: Int, lanes: Set<Lane>) {
            self.slots = slots
            self.lanes = lanes
        }
    }

    /// How far ahead of the slots a claim may run.
    package static let horizon: Duration = .milliseconds(100)
    /// The most that a lane holds claimed and unsent besides what is in the slots.
    package static let mostAhead = 500

    /// A quarter, where nobody says otherwise.
    package static let standardReservedShare = 0.25

    /// Every slot, the reserved ones first, and last those of bulk mail alone.
    package let slots: [Slot]
    /// How many slots each lane may use.
    private let counts: [Lane: Int]

    /// - Parameters:
    ///   - slots: At least one. A single slot is shared: reserving it would end all bulk mail.
    ///   - reservedShare: From 0 to 1; rounded, but of several at least one slot is shared, and one reserved unless the share is 0.
    package init(slots count: Int, reservedShare: Double = standardReservedShare) {
        let count = max(count, 1)
        let reserved = Self.reserved(of: count, share: reservedShare)
        self.init(
            of: Array(repeating: .reserved, count: reserved) + Array(repeating: .shared, count: count - reserved))
    }

    private init(of slots: [Slot]) {
        self.slots = slots
        counts = Dictionary(
            uniqueKeysWithValues: Lane.allCases.map { lane in (lane, slots.count { $0.lanes.contains(lane) }) })
    }

    /// As many slots as there are connections: those to relays that serve one lane are that lane's, of those to the others a share is
    /// reserved.
    package init(_ relays: [Share], reservedShare: Double = standardReservedShare) {
        func count(_ lanes: Set<Lane>) -> Int { relays.reduce(0) { $0 + ($1.lanes == lanes ? $1.slots : 0) } }
        let both = count([.transactional, .bulk])
        let common = both > 0 ? Self(slots: both, reservedShare: reservedShare).slots : []
        self.init(
            of: Array(repeating: .reserved, count: count([.transactional])) + common
                + Array(repeating: .bulk, count: count([.bulk])))
    }

    /// How many of `count` slots, at least one, are kept for transactional mail: none where the operator wants none kept.
    package static func reserved(of count: Int, share: Double) -> Int {
        guard share > 0 else { return 0 }
        let wanted = (Double(count) * min(share, 1)).rounded()
        return min(max(Int(wanted), 1), count - 1)
    }

    /// How many of a relay's `count` connections are kept for transactional mail, where it takes any.
    package static func reserved(of count: Int, share: Double, serving lanes: Set<Lane>) -> Int {
        lanes.contains(.transactional) ? reserved(of: count, share: share) : 0
    }

    /// How many slots a lane may use.
    package func slots(for lane: Lane) -> Int { counts[lane] ?? 0 }

    /// How many messages the lane's slots are expected to send within the horizon.
    package func ahead(_ lane: Lane, pace: RunningMean) -> Int {
        guard let mean = pace.mean, mean > .zero else { return 0 }
        let expected = Double(slots(for: lane)) * (Self.horizon / mean)
        return Int(min(expected, Double(Self.mostAhead)))
    }

    /// How many messages to claim now; 0 while enough is held, so that claims come in batches.
    ///
    /// - Parameters:
    ///   - free: Slots that wait and may serve the lane.
    ///   - held: Messages of the lane claimed and not yet in a slot.
    package func claim(_ lane: Lane, free: Int, held: Int, pace: RunningMean) -> Int {
        let ahead = ahead(lane, pace: pace)
        guard free > held || held <= ahead / 2 else { return 0 }
        return max(free + ahead - held, 0)
    }
}
