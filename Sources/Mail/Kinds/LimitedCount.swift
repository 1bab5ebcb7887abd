/// How many messages of one kind were dropped because their recipients had had as many as the kind's limit lets through.
package struct LimitedCount: Sendable, Hashable {
    /// Counts go no further in all, so that an attack costs no more than this.
    package static let most = 100_000

    package var kind: String
    package var lane: Lane
    /// Within the time that was asked for.
    package var lately: Int
    package var lastHour: Int

    package init(kind: String, lane: Lane, lately: Int, lastHour: Int) {
        self.kind = kind
        self.lane = lane
        self.lately = lately
        self.lastHour = lastHour
    }
}
