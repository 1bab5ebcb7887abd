/// Waits that double from the first to the longest: for asking again what did not answer.
package struct Backoff: Sendable, Hashable {
    package let first: Duration
    package let longest: Duration
    private var step: Duration

    package init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
        step = first
    }

    /// The next wait; `jitter` from -1 to 1 spreads it over a fifth either way.
    package mutating func next(jitter: Double) -> Duration {
        defer { step = min(step * 2, longest) }
        return step.spread(by: jitter)
    }

    /// Begins again with the first wait.
    package mutating func reset() { step = first }
}

extension Duration {
    /// This duration moved by at most a fifth either way; `jitter` is held to -1 ... 1.
    package func spread(by jitter: Double) -> Duration {
        self + self * (min(max(jitter, -1), 1) / 5)
    }
}
