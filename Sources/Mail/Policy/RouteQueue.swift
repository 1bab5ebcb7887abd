/// How many messages of one route are under way or wait for its relays, and when one that finds too many there is to come again. Pure: it
/// is told the time as a duration since any fixed moment.
///
/// Messages of all routes share a lane's slots. A route has as many as its relays have connections; who comes beyond that is sent
/// away, so that a slow relay for one kind never keeps the slots that another kind needs. Each is told to come when those
/// before it should have gone, so that it is sent away once, as a rule.
package struct RouteQueue: Sendable {
    /// The least and the most that somebody is told to stay away.
    package static let rests: ClosedRange<Duration> = .seconds(1) ... .seconds(600)

    private let room: Int
    private var present = 0
    /// From one departure to the next, while there is no room: a running mean.
    private var interval: Duration = .milliseconds(100)
    private var lastDeparture: Duration?
    private var turn = Duration.zero

    /// - Parameter room: At least 1.
    package init(room: Int) { self.room = max(room, 1) }

    /// A message comes; nil where there is room for it, and else how long it is to stay away.
    package mutating func enter(at now: Duration) -> Duration? {
        if present < room {
            present += 1
            return nil
        }
        turn = max(turn, now) + interval
        return min(max(turn - now, Self.rests.lowerBound), Self.rests.upperBound)
    }

    /// A message that had room has gone, or gives up.
    package mutating func leave(at now: Duration) {
        let wasFull = present == room
        present = max(present - 1, 0)
        defer { lastDeparture = wasFull ? now : nil }
        guard wasFull, let lastDeparture else { return }
        interval += (now - lastDeparture - interval) / 8
    }
}
