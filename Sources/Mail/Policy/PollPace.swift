/// When to look into the outbox again. Polling is what finds mail; a wake-up only makes it sooner.
package struct PollPace: Sendable, Hashable {
    /// A reset link may come at any moment, and its wake-up may be lost: this is what it waits at most beside a newsletter.
    package static let busy: Duration = .milliseconds(20)
    package static let idle: Duration = .seconds(1)
    /// After so many looks in vain, half a minute of them, nothing is going on.
    private static let quietLooks = 30

    private var backoff = Backoff(first: busy, longest: idle)
    private var emptyLooks = 0

    package init() {}

    /// Whether the last look found something.
    package var isBusy: Bool { emptyLooks == 0 }

    /// Whether nothing was found for a while.
    package var isQuiet: Bool { emptyLooks > Self.quietLooks }

    /// The wait after a look that found something, or nothing. `jitter` from -1 to 1.
    package mutating func pause(foundMail: Bool, jitter: Double) -> Duration {
        if foundMail { wake() } else { emptyLooks += 1 }
        return min(backoff.next(jitter: jitter), Self.idle)
    }

    /// A wake-up: look again soon.
    package mutating func wake() {
        backoff.reset()
        emptyLooks = 0
    }
}
