/// A running mean of times: how long deliveries keep a slot busy, by which the claim-ahead is measured, or messages are on the wire.
package struct RunningMean: Sendable, Hashable {
    /// nil before the first.
    package private(set) var mean: Duration?

    package init() {}

    /// Adds a time, with a sixteenth of the weight: a change shows within some tens of messages, and one slow message changes little.
    package mutating func record(_ time: Duration) {
        guard let mean else {
            self.mean = time
            return
        }
        self.mean = mean + (time - mean) / 16
    }
}
