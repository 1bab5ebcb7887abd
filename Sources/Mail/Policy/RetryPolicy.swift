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
