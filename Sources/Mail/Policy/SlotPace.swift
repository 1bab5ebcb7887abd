/// How long one delivery keeps a slot busy, as a running mean: what the claim-ahead is measured by.
package struct SlotPace: Sendable, Hashable {
    /// nil until the first delivery has ended.
    package private(set) var mean: Duration?

    package init() {}

    /// Adds one delivery's time. A sixteenth of the weight: a change shows within some tens of messages, and one slow
    /// message changes little.
    package mutating func record(_ busy: Duration) {
        guard let mean else {
            self.mean = busy
            return
        }
        self.mean = mean + (busy - mean) / 16
    }
}
