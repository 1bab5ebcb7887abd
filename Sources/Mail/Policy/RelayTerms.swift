/// What an operator lets one relay do: an account at a provider, reached by one server or by several that stand in for each other.
package struct RelayTerms: Sendable, Hashable {
    /// As the settings name it; nil where a relay has no name, and so no quota.
    package var name: String?
    /// Its part of the mail among those that serve the same, in proportion to theirs; 0 for a spare.
    package var weight: Int
    /// What it serves; nothing where it serves all that no other one names.
    package var services: Set<RelayService>
    /// Messages a second that one worker gives it at most; nil for no limit.
    package var perSecond: Int?
    /// Messages in any 24 hours that all workers together give it at most; nil for no limit.
    package var perDay: Int?

    package init(
        name: String? = nil, weight: Int = 1, services: Set<RelayService> = [], perSecond: Int? = nil,
        perDay: Int? = nil
    ) {
        self.name = name
        self.weight = weight
        self.services = services
        self.perSecond = perSecond
        self.perDay = perDay
    }
}

/// What a relay may be kept for.
package enum RelayService: Sendable, Hashable {
    case lane(Lane)
    case kind(String)

    /// Reads `transactional`, `bulk`, or the name of a kind.
    package init(_ word: String) { self = Lane(rawValue: word).map(Self.lane) ?? .kind(word) }
}
