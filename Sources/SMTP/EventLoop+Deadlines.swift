import CCurl
import Mail

/// What becomes of connections and messages whose time has come.
extension EventLoop {
    func expire() {
        let now = context.now
        for connection in connections.values {
            if let follower = connection.follower?.delivery, follower.isStale(at: now) {
                connection.takeFollower().map { end($0, .waited) }
            }
            guard let deadline = connection.deadline, deadline <= now else { continue }
            switch connection.state {
            case .opening:
                if connection.isOverdue(relay.timeouts) {
                    failOpening(connection, whyUnopened(connection, CURLE_OPERATION_TIMEDOUT))
                }
            case .loggingIn, .refused: expireLogin(connection)
            case .busy: expire(connection)
            case .idle: break
            case .leaving: drop(connection)
            }
        }
        for number in pool.takeOverdue(at: now) { dismiss(number) }
        guard let end = closing?.deadline, end <= now else { return }
        for connection in connections.values {
            if connection.state == .busy, let finish = connection.tell(.stopping) { self.end(connection, finish) }
            drop(connection)
        }
    }

    /// The relay has not answered in time. One that lets the commands behind a dot go unanswered, as some gateways do, is told none there any
    /// more, and the message goes by another connection.
    func expire(_ connection: Connection) {
        guard connection.isUnansweredFollower, let delivery = connection.delivery else {
            if let finish = connection.tell(.deadlinePassed) { end(connection, finish) }
            return
        }
        follows = false
        putBack(delivery)
        drop(connection)
    }
}
