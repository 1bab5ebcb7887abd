/// How many messages a relay is given at a time: grows slowly while it works, shrinks at once when it says that it is too busy.
///
/// By 1/N on each success, N being its size, so by one for a window full of successes: the feedback that Postfix measured to
/// meet the fewest refusals at a server that limits its connections. A refusal halves it, and one burst of refusals, all of
/// messages that were begun before the first, halves it once.
package struct Window: Sendable {
    /// The state of the window when a message was begun.
    package struct Mark: Sendable, Hashable {
        fileprivate let shrinks: Int
    }

    /// How many messages may be underway, at least 1.
    package private(set) var size: Int
    private let most: Int
    private var successes = 0
    private var shrinks = 0

    /// - Parameter most: How far it opens, at least 1; it begins so.
    package init(most: Int) {
        self.most = max(most, 1)
        size = self.most
    }

    /// Whether it is as wide as it goes.
    package var isOpen: Bool { size == most }

    /// To be kept with a message that begins now.
    package var mark: Mark { Mark(shrinks: shrinks) }

    /// The relay did its part for a message.
    package mutating func succeeded() {
        guard size < most else { return }
        successes += 1
        guard successes >= size else { return }
        size += 1
        successes = 0
    }

    /// The relay was too busy for a message that was begun at `mark`. False when that burst has been answered already.
    package mutating func refused(_ mark: Mark) -> Bool {
        guard mark.shrinks == shrinks else { return false }
        size = max(1, size / 2)
        successes = 0
        shrinks += 1
        return true
    }
}
