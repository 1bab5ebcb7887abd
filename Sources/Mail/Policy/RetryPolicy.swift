/// How patient a kind is with a recipient that is deferred.
package struct RetryPolicy: Sendable, Hashable {
    /// Waits before the second, third, ... attempt; the last one repeats.
    package var delays: [Duration]
    /// Counted from when the message was first due; past it the message has failed.
    package var giveUpAfter: Duration

    package init(delays: [Duration], giveUpAfter: Duration) {
        self.delays = delays
        self.giveUpAfter = giveUpAfter
    }
}

extension RetryPolicy {
    /// The patience of a lane whose kind names none. Short steps at first, since a person waits and the relay is one's
    /// own (RFC 5321 section 4.5.4.1 allows it where the client knows the reason); longer ones for mail in numbers.
    package static func standard(for lane: Lane) -> RetryPolicy {
        switch lane {
        case .transactional:
            RetryPolicy(
                delays: [
                    .seconds(5), .seconds(15), .seconds(45), .seconds(120), .seconds(300), .seconds(900),
                    .seconds(1800),
                ],
                giveUpAfter: .seconds(48 * 3600))
        case .bulk:
            RetryPolicy(
                delays: [
                    .seconds(60), .seconds(300), .seconds(900), .seconds(1800), .seconds(3600), .seconds(3 * 3600),
                ],
                giveUpAfter: .seconds(96 * 3600))
        }
    }

    /// The wait after the given attempt, numbered from 1.
    ///
    /// - Parameters:
    ///   - patience: The least wait that the reply asks for; it is never shortened.
    ///   - jitter: From -1 to 1, spread over a fifth of the delay either way, so that what failed together does not come
    ///     back together.
    package func delay(after attempt: Int, patience: Duration = .zero, jitter: Double) -> Duration {
        let step = delays.isEmpty ? .seconds(60) : delays[min(max(attempt, 1), delays.count) - 1]
        return max(step.spread(by: jitter), patience)
    }

    /// Whether a message that was just deferred has had its time. A first attempt is never the last one: mail that waited
    /// for a dead relay or meets a greylist (RFC 6647) gets its second.
    package func givesUp(after attempt: Int, sinceFirstDue: Duration) -> Bool {
        attempt > 1 && sinceFirstDue >= giveUpAfter
    }
}
