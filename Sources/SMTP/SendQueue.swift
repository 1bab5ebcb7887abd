import DequeModule
import Mail

/// Messages for which there is no connection yet: transactional ones go first, each lane in its order.
struct SendQueue {
    private var transactional = Deque<Submission>()
    private var bulk = Deque<Submission>()

    var count: Int { transactional.count + bulk.count }

    mutating func append(_ delivery: Submission) {
        if delivery.message.lane == .transactional { transactional.append(delivery) } else { bulk.append(delivery) }
    }

    /// Puts a message back to the head of its lane.
    mutating func putBack(_ delivery: Submission) {
        if delivery.message.lane == .transactional { transactional.prepend(delivery) } else { bulk.prepend(delivery) }
    }

    mutating func take() -> Submission? { transactional.popFirst() ?? bulk.popFirst() }
}
