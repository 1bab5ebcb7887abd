import Mail

/// Messages for which there is no line yet: transactional ones go first, each lane in its order.
struct SendQueue {
    private struct Queue {
        private var items: [Submission?] = []
        private var head = 0

        var count: Int { items.count - head }

        mutating func append(_ delivery: Submission) { items.append(delivery) }

        mutating func putBack(_ delivery: Submission) {
            if head > 0 {
                head -= 1
                items[head] = delivery
            } else {
                items.insert(delivery, at: 0)
            }
        }

        mutating func take() -> Submission? {
            guard head < items.count else { return nil }
            defer {
                items[head] = nil
                head += 1
                // Taken places are given back now and then, so that taking stays cheap however many wait.
                if head == items.count || head > 1024 {
                    items.removeFirst(head)
                    head = 0
                }
            }
            return items[head]
        }
    }

    private var transactional = Queue()
    private var bulk = Queue()

    var count: Int { transactional.count + bulk.count }

    mutating func append(_ delivery: Submission) {
        if delivery.message.lane == .transactional { transactional.append(delivery) } else { bulk.append(delivery) }
    }

    /// Puts a message back to the head of its lane.
    mutating func putBack(_ delivery: Submission) {
        if delivery.message.lane == .transactional { transactional.putBack(delivery) } else { bulk.putBack(delivery) }
    }

    mutating func take() -> Submission? { transactional.take() ?? bulk.take() }
}
