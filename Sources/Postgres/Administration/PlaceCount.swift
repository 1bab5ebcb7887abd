import Mail

extension QueueStatus {
    /// How many messages of a kind stand in one place of a lane.
    struct PlaceCount: Sendable {
        let lane: Lane
        let kind: String
        /// As SQL calls it: `waiting`, `in_doubt`, or how they ended.
        let place: String
        let total: Int
        let lastHour: Int
        let lastDay: Int
        /// How long the oldest of them has been there.
        let oldest: Duration?
        let isEstimate: Bool

        /// Reads a row of `waiting_counts.sql` or `ending_counts.sql`.
        init(_ row: Rows.Row) throws(OutboxError) {
            lane = try row.required("lane", Lane.init(rawValue:))
            kind = try row.string("kind")
            place = try row.string("place")
            total = Int(try row.integer("total"))
            lastHour = Int(try row.integer("last_hour"))
            lastDay = Int(try row.integer("last_day"))
            oldest = row.optionalDuration("oldest")
            isEstimate = row.flag("is_estimate")
        }
    }
}

extension QueueStatus.KindCounts {
    /// One of each lane and kind, in their order.
    static func list(_ places: [QueueStatus.PlaceCount]) -> [Self] {
        Lane.allCases.flatMap { lane in
            let kinds = Dictionary(grouping: places.filter { $0.lane == lane }, by: \.kind)
            return kinds.sorted { $0.key < $1.key }.map { kind, places in
                var counts = Self(lane: lane, kind: kind)
                for place in places { counts.add(place) }
                return counts
            }
        }
    }

    private mutating func add(_ count: QueueStatus.PlaceCount) {
        isEstimate = isEstimate || count.isEstimate
        let ended = Ended(total: count.total, lastHour: count.lastHour, lastDay: count.lastDay)
        switch count.place {
        case "waiting": waiting = count.total
        case "later": later = count.total
        case "retrying": retrying = count.total
        case "held": held = count.total
        case "sending": sending = count.total
        case "in_doubt": (inDoubt, oldestInDoubtSeconds) = (count.total, count.oldest?.inSeconds)
        case "complained": complained = ended
        default: self.ended[count.place] = ended
        }
        guard ["waiting", "retrying"].contains(count.place), let oldest = count.oldest?.inSeconds else { return }
        oldestSeconds = max(oldestSeconds ?? oldest, oldest)
    }
}
