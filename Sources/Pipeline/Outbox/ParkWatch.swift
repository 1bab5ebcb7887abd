import Mail

/// What has changed about parked domains between two looks.
struct ParkWatch: Sendable {
    enum Change: Sendable, Hashable {
        /// Parked, or parked once more after a probe was refused.
        case parked(ParkedDomain)
        case back(family: String)
    }

    private var known: [String: ParkedDomain] = [:]

    /// A park is told once: that its end moves a little, as it does with each probe, is no change.
    mutating func look(at parked: [ParkedDomain]) -> [Change] {
        let before = known
        known = Dictionary(parked.map { ($0.family, $0) }) { first, _ in first }
        let isNew: (ParkedDomain) -> Bool = { domain in
            before[domain.family].map { ($0.since, $0.consecutiveParks) != (domain.since, domain.consecutiveParks) }
                ?? true
        }
        return parked.filter(isNew).map(Change.parked)
            + before.keys.filter { known[$0] == nil }.sorted().map(Change.back)
    }
}
