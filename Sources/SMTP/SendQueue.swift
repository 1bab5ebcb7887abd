import DequeModule
import Mail

/// Messages for which there is no connection yet, each lane in its order.
struct SendQueue {
    private var transactional = Deque<Submission>()
    private var bulk = Deque<Submission>()

    var count: Int { transactional.count + bulk.count }

    var counts: (transactional: Int, bulk: Int) { (transactional.count, bulk.count) }

    mutating func append(_ delivery: Submission) {
        if delivery.message.lane == .transactional { transactional.append(delivery) } else { bulk.append(delivery) }
    }

    /// Puts a message back to the head of its lane.
    mutating func putBack(_ delivery: Submission) {
        if delivery.message.lane == .transactional { transactional.prepend(delivery) } else { bulk.prepend(delivery) }
    }

    mutating func take(_ lane: Lane) -> Submission? {
        lane == .transactional ? transactional.popFirst() : bulk.popFirst()
    }

    /// The next of all, transactional ones first.
    mutating func take() -> Submission? { transactional.popFirst() ?? bulk.popFirst() }
}
