import Mail

/// Messages in, and their ends out.
extension EventLoop {
    func takeIn() {
        let batch = inbox.take()
        for delivery in batch.deliveries { context.waiting.append(delivery) }
        for probe in batch.probes { begin(probe) }
        for token in batch.tokens { received(token) }
        guard let wish = batch.closing else { return }
        closing = wish
        failWaiting(.broken(.stopping, at: .connect, detail: "the worker stopped before a connection was free"))
        for connection in connections.values where [.opening, .loggingIn, .refused].contains(connection.state) {
            connection.probe?.asker.resume(returning: .broken(.stopping, at: .connect, detail: "the worker stopped"))
            drop(connection)
        }
        for number in pool.takeAllIdle() { dismiss(number) }
    }

    func assign() {
        for lane in Lane.allCases {
            while pool.hasIdle(for: lane), let delivery = takeFresh(lane) {
                guard let connection = pool.take(for: lane).flatMap({ connections[$0] }) else {
                    return context.waiting.putBack(delivery)
                }
                if let finish = connection.begin(delivery) { end(connection, finish) }
            }
        }
        guard closing == nil, context.waiting.count > 0 else { return }
        while pool.room(for: context.waiting.counts, at: context.now) > 0 { openConnection() }
        assignBehindDots()
    }

    /// Messages that no connection is free or opening for stand behind those of their lane whose reply is awaited, longest first: when
    /// many replies come at once, the messages behind them have left before the next ones are composed.
    private func assignBehindDots() {
        var rest = context.waiting.count - pool.openings
        guard rest > 0 else { return }
        let awaiting = connections.values.filter { $0.takesLateFollower && mayFollow($0) }
            .compactMap { connection in connection.handedOverAt.map { (connection, $0) } }
            .sorted { $0.1 < $1.1 }
        for (connection, _) in awaiting where rest > 0 {
            guard let lane = connection.delivery?.message.lane, let delivery = takeFresh(lane) else { continue }
            rest -= 1
            if let finish = connection.followLate(with: delivery) { end(connection, finish) }
        }
    }

    /// The next message of a lane; one that has waited beyond its patience is looked at by its sender first.
    func takeFresh(_ lane: Lane) -> Submission? {
        while let delivery = context.waiting.take(lane) {
            guard delivery.isStale(at: context.now) else { return delivery }
            end(delivery, .waited)
        }
        return nil
    }

    /// Which message goes behind the one that a connection is about to send. A newsletter's stands behind its like alone, so that it gets no
    /// connection that is kept for transactional mail.
    func follower(of connection: Connection) -> Submission? {
        guard mayFollow(connection) else { return nil }
        if let delivery = takeFresh(.transactional) { return delivery }
        return connection.delivery?.message.lane == .bulk ? takeFresh(.bulk) : nil
    }

    private func mayFollow(_ connection: Connection) -> Bool {
        follows && closing == nil
            && pool.mayGoOn(messages: connection.messages, openedAt: connection.startedAt, at: context.now)
    }

    func end(_ connection: Connection, _ finish: Dialogue.Finish) {
        var last: Dialogue.Finish? = finish
        while let finish = last { last = conclude(connection, finish) }
    }

    /// Takes in a message's end; returns that of the one behind it where it is known already.
    func conclude(_ connection: Connection, _ finish: Dialogue.Finish) -> Dialogue.Finish? {
        if let probe = connection.probe {
            end(connection, probe, finish)
            return nil
        }
        guard var delivery = connection.delivery else { return nil }
        let farewell = connection.end(finish)
        if let follower = connection.takeFollower() { putBack(follower) }
        if finish.isStale, !delivery.isSecondTry {
            delivery.isSecondTry = true
            putBack(delivery)
            // What was idle beside it is likely as dead; the message is to meet a connection that lives.
            for number in pool.takeAllIdle() { connections[number].map(drop) }
        } else {
            if let reply = finish.end.replyToDot {
                context.journal.replied(delivery.message.lease, reply)
            }
            ended.append((delivery.sender, farewell.transmission))
        }
        if let (next, heard) = farewell.next {
            pool.goesOn(connection.number, with: next.delivery.message.lane)
            return connection.promote(next, heard: heard)
        }
        guard farewell.isUsable else {
            drop(connection)
            return nil
        }
        let isKept = pool.rested(
            connection.number, messages: connection.messages, openedAt: connection.startedAt, at: context.now)
        if !isKept { dismiss(connection.number) }
        return nil
    }

    /// A message whose connection is of no use waits for another.
    func putBack(_ delivery: Submission) {
        if closing == nil { context.waiting.putBack(delivery) } else { end(delivery, .stopping) }
    }

    /// Ends a message of which no body was sent.
    func end(_ delivery: Submission, _ fault: TransmissionFault) {
        let detail = fault == .stopping ? "the worker stops" : "no connection was free"
        end(delivery, .broken(fault, at: .connect, detail: detail))
    }

    func end(_ delivery: Submission, _ end: Transmission.End, connect: Duration = .zero) {
        let transmission = Transmission(end: end, relay: relay.name, connect: connect, dialogue: .zero)
        ended.append((delivery.sender, transmission))
    }

    func tell() {
        for (sender, transmission) in ended { sender.resume(returning: transmission) }
        ended.removeAll(keepingCapacity: true)
    }

    func failWaiting(_ end: Transmission.End, connect: Duration = .zero) {
        while let delivery = context.waiting.take() { self.end(delivery, end, connect: connect) }
    }
}

extension Transmission.End {
    /// The reply to the final dot, if that is what ended it.
    fileprivate var replyToDot: Reply? {
        switch self {
        case .accepted(let reply), .refused(let reply, at: .dot): reply
        default: nil
        }
    }
}
