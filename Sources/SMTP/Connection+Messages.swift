import Mail

/// What is said of one message, and of the one behind it.
extension Connection {
    /// Begins a transaction; returns its end if that is known at once.
    func begin(_ delivery: Submission) -> Dialogue.Finish? {
        // A connection that waited for its first message may have died meanwhile just like one between two.
        let wasIdle = messages > 0 || context.now - idleSince > .seconds(1)
        var dialogue = Dialogue(
            delivery.message, relay: relay, capabilities: handshake.capabilities, timeouts: context.timeouts,
            isReused: wasIdle, resets: needsReset)
        let step = dialogue.begin()
        self.dialogue = dialogue
        self.delivery = delivery
        state = .busy
        messages += 1
        begunAt = context.now
        return run(step)
    }

    /// Says NOOP; returns the end if that is known at once.
    func beginProbe(by deadline: ContinuousClock.Instant) -> Dialogue.Finish? {
        let dialogue = NoopDialogue(timeout: deadline - context.now)
        self.dialogue = dialogue
        state = .busy
        return run(dialogue.begin())
    }

    /// Tells the dialogue what happened; returns the transaction's end once there is one.
    func tell(_ event: Dialogue.Event) -> Dialogue.Finish? {
        guard let step = dialogue?.handle(event) else { return nil }
        return run(step)
    }

    /// The socket took so many bytes: those of the message first, then those of the one behind it.
    func accepted(_ count: Int) -> Dialogue.Finish? {
        let own = min(count, ownBytes)
        ownBytes -= own
        if count > own { _ = follower?.dialogue.handle(.accepted(count - own)) }
        return own > 0 ? tell(.accepted(own)) : nil
    }

    /// The socket can be read or written.
    func ready() -> Dialogue.Finish? {
        if taken < outgoing.count, let finish = flush() { return finish }
        return drain()
    }

    /// What a message leaves behind.
    struct Farewell {
        /// Its facts.
        var transmission: Transmission
        /// The message behind it that is next, with what was heard of it already.
        var next: (follower: Follower, heard: ArraySlice<UInt8>)?
        /// Whether the connection can be kept.
        var isUsable: Bool
    }

    /// Takes leave of the message.
    func end(_ finish: Dialogue.Finish) -> Farewell {
        let transmission = Transmission(
            end: finish.end, relay: relay, connect: connect, dialogue: context.now - begunAt)
        lastReply = handedOverAt.map { context.now - $0 }
        let heard = dialogue?.unread ?? []
        connect = .zero
        dialogue = nil
        delivery = nil
        deadline = nil
        handedOverAt = nil
        needsReset = finish.connection == .reset
        state = .idle
        // Where some of its commands are not out yet the rest leaves with what comes.
        if finish.connection == .keep, ownBytes == 0, !owesFollower, let next = follower {
            follower = nil
            ownBytes = upcoming.reduce(outgoing.count - taken) { $0 + $1.count }
            handedOver = nil
            return Farewell(transmission: transmission, next: (next, heard), isUsable: true)
        }
        outgoing = []
        upcoming = []
        taken = 0
        ownBytes = 0
        handedOver = nil
        return Farewell(
            transmission: transmission,
            isUsable: finish.connection != .close && !owesFollower && heard.isEmpty && isQuiet)
    }

    func run(_ step: consuming Dialogue.Step) -> Dialogue.Finish? {
        if let finish = step.finish { return finish }
        if let wait = step.deadline { deadline = context.now + wait }
        guard var bytes = step.send.take() else { return nil }
        handedOver = step.handsOver ? delivery?.message.lease : nil
        ownBytes = step.rest.reduce(bytes.count) { $0 + $1.count }
        if let lease = handedOver {
            // Asked before, so that the journal holds nothing that never began to leave; and in `flush`, for writing may take long.
            if let refusal = handoverRefusal { return tell(.handoverRefused(detail: refusal)) }
            do throws(JournalFault) {
                try context.journal.begin(lease)
            } catch {
                return tell(.notRecorded(detail: error.description))
            }
        }
        upcoming = step.rest[...]
        if step.handsOver {
            handedOverAt = context.now
            if takesFollower, let next = context.follower(self), let commands = follow(with: next) {
                _ = dialogue?.handle(.followed)
                if upcoming.isEmpty { bytes += commands } else { upcoming.append(commands) }
            }
        }
        (outgoing, taken) = (bytes, 0)
        return flush()
    }

    func flush() -> Dialogue.Finish? {
        while taken < outgoing.count {
            // The last thing before the system call: this thread may have been stopped for long anywhere before.
            if let refusal = handoverRefusal { return tell(.handoverRefused(detail: refusal)) }
            switch handle.send(outgoing, from: taken) {
            case .bytes(let count):
                taken += count
                if taken == outgoing.count, let next = upcoming.popFirst() { (outgoing, taken) = (next, 0) }
                if let finish = accepted(count) { return finish }
            case .again:
                return nil
            case .failed(let detail):
                // It may have said why before it hung up.
                return drain() ?? tell(.closed(detail: detail))
            }
        }
        return nil
    }

    /// Why the outgoing bytes must not leave; nil when they may.
    private var handoverRefusal: String? {
        // Behind the message's last byte come another one's commands, which may leave in any case.
        guard let handedOver, ownBytes > 0 else { return nil }
        do throws(HandoverRefusal) {
            try context.leases.mayLeave(handedOver)
            return nil
        } catch {
            return error.description
        }
    }

    func drain() -> Dialogue.Finish? {
        while true {
            switch handle.receive(into: &context.buffer) {
            case .bytes(let count):
                isUnansweredFollower = false
                if let finish = tell(.received(context.buffer[..<count])) { return finish }
                // Nothing more is there: what comes meanwhile the next poll sees. Within TLS libcurl may hold more, which no poll sees.
                if isPlain, count < context.buffer.count { return nil }
            case .again:
                return nil
            case .closed(let detail):
                return tell(.closed(detail: detail))
            }
        }
    }
}
