/// So many messages a second at most, and in no second more (the generic cell rate algorithm, ITU-T I.371). Pure: it is told the time as a
/// duration since any fixed moment.
///
/// They go evenly. No timer is exact, so a twentieth of a second's messages may go at once to make up for a turn that came late;
/// the even pace is as much slower.
package struct TokenBucket: Sendable {
    /// From one message to the next.
    private let interval: Duration
    /// How far ahead of its turn a message may go.
    private let tolerance: Duration
    /// When the next message would be due at the even pace.
    private var turn = Duration.zero

    /// - Parameter perSecond: At least 1.
    package init(perSecond: Int) {
        let rate = max(perSecond, 1)
        let burst = max(rate / 20, 1)
        // Rounded up, so that a second never holds one more.
        interval = .seconds(1) / (rate - burst + 1) + .nanoseconds(1)
        tolerance = interval * (burst - 1)
    }

    /// From when on one more message may go.
    package var opening: Duration { turn - tolerance }

    /// A message goes.
    package mutating func take(at now: Duration) { turn = max(turn, now) + interval }

    /// A message that was let go has not gone.
    package mutating func putBack() { turn -= interval }
}
