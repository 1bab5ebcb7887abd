/// One mail transaction on an open connection (RFC 5321 section 3.3), as a pure state machine: told what happened, it says what to
/// do. With PIPELINING (RFC 2920) MAIL, RCPT and DATA leave in one write; without it, one by one.
///
/// The rule that counts: once the socket has taken the last byte of CRLF.CRLF, only the reply to it tells what became of the
/// message, and without that reply it is in doubt. Before that byte it was surely not accepted.
package struct Dialogue: Sendable {
    /// What the next reply answers. `dot` from when the body begins to leave, which it has once nothing is unaccepted.
    private enum Awaited { case reset, mail, rcpt, data, dot, loneDot }

    private let message: Message
    private let relay: String
    private let capabilities: Capabilities
    private let timeouts: SMTPTimeouts
    private let isReused: Bool
    private let resets: Bool
    private var awaited: Awaited
    private var parser = ReplyParser()
    /// Bytes that were to be sent and that the socket has not taken yet.
    private var unaccepted = 0
    /// Whether the next message's commands leave behind the dot.
    private var isFollowed = false
    /// Whether MAIL was answered.
    private var isAnswered = false
    /// The first refusal, while replies to commands that left with it are still to be read.
    private var refusal: (reply: Reply, stage: SMTPStage)?

    /// `relay`: its name, for what a person is told. `isReused`: the connection has carried a transaction before, so the relay may have
    /// hung up meanwhile. `resets`: that transaction ended before its body, so this one says RSET first.
    package init(
        _ message: Message, relay: String, capabilities: Capabilities, timeouts: SMTPTimeouts, isReused: Bool,
        resets: Bool
    ) {
        self.message = message
        self.relay = relay
        self.capabilities = capabilities
        self.timeouts = timeouts
        self.isReused = isReused
        self.resets = resets
        awaited = resets ? .reset : .mail
    }

    /// The first step.
    package mutating func begin() -> Step {
        guard SMTPCommands.isSafe(message.envelope) else {
            let detail = "the envelope holds bytes that an address cannot have: a fault of this program, report it"
            return unsent(.malformed, detail)
        }
        if message.envelope.needsSMTPUTF8, !capabilities.smtpUTF8 {
            let address = message.envelope.recipient
            return unsent(.smtpUTF8Missing, "the relay \(relay) does not offer SMTPUTF8, which \(address) needs")
        }
        if let limit = capabilities.largestMessage, message.size > limit {
            let detail = "the message has \(message.size) bytes, the relay takes \(limit)"
            return unsent(.tooLarge, detail)
        }
        var step = Step()
        if capabilities.pipelining {
            let reset = resets ? SMTPCommands.reset : []
            send(
                reset + SMTPCommands.mail(message, capabilities) + SMTPCommands.rcpt(message) + SMTPCommands.data, &step
            )
        } else {
            sendCommand(&step)
        }
        step.deadline = timeouts.mail
        return step
    }

    /// The next step. After one with `finish` there is none.
    package mutating func handle(_ event: Event) -> Step {
        var step = Step()
        switch event {
        case .received(let bytes): receive(bytes, &step)
        case .accepted(let count): accept(count, &step)
        case .followed: isFollowed = true
        case .deadlinePassed: fail(.timedOut, "no reply within \(deadline.components.seconds) s", &step)
        case .closed(let detail): fail(.closedByPeer, detail, &step)
        case .notRecorded(let detail): fail(.notRecorded, detail, &step)
        case .handoverRefused(let detail): fail(.handoverRefused, detail, &step)
        case .stopping: fail(.stopping, "the worker stopped before the relay had answered", &step)
        }
        return step
    }

    /// What was heard behind the reply that ended the transaction.
    package var unread: ArraySlice<UInt8> { parser.unread }

    // MARK: - Bytes out

    private mutating func send(_ bytes: [UInt8], and rest: [[UInt8]] = [], _ step: inout Step) {
        step.send = bytes
        step.rest = rest
        unaccepted += rest.reduce(bytes.count) { $0 + $1.count }
    }

    private mutating func sendCommand(_ step: inout Step) {
        switch awaited {
        case .reset: send(SMTPCommands.reset, &step)
        case .mail: send(SMTPCommands.mail(message, capabilities), &step)
        case .rcpt: send(SMTPCommands.rcpt(message), &step)
        default: send(SMTPCommands.data, &step)
        }
    }

    private mutating func accept(_ count: Int, _ step: inout Step) {
        unaccepted -= count
        if awaited == .dot { step.deadline = deadline }
    }

    // MARK: - Replies in

    private mutating func receive(_ bytes: ArraySlice<UInt8>, _ step: inout Step) {
        parser.append(bytes)
        do throws(ReplyParser.Malformed) {
            while step.finish == nil, let reply = try parser.next() { answer(reply, &step) }
        } catch {
            fail(.garbage, error.description, &step)
        }
    }

    private mutating func answer(_ reply: Reply, _ step: inout Step) {
        message.hears?(reply, stage)
        let isRefusal = reply.isTransient || reply.isPermanent
        // Nobody can know a command that is not out yet; a refusal may come early, before a relay hangs up.
        if unaccepted > 0, !isRefusal { return fail(.garbage, "a reply before its command: \(reply.code)", &step) }
        if isRefusal { return refuse(reply, &step) }
        switch awaited {
        case .reset, .mail, .rcpt:
            guard reply.isPositive else { return unexpected(reply, &step) }
            advance(&step)
        case .data:
            guard reply.code == 354 else { return unexpected(reply, &step) }
            proceed(&step)
        case .dot:
            guard reply.isPositive else { return unexpected(reply, &step) }
            finish(.accepted(reply), .keep, &step)
        case .loneDot:
            finish(refusedEnd ?? .refused(reply, at: .dot), .keep, &step)
        }
    }

    /// The relay asks for the body. It gets none if it has refused the message and not its DATA too: then a lone dot ends
    /// what it waits for (RFC 2920 section 3.1).
    private mutating func proceed(_ step: inout Step) {
        if refusal == nil {
            awaited = .dot
            step.handsOver = true
            let body = SMTPCommands.body(message)
            send(body.first, and: body.rest, &step)
        } else {
            awaited = .loneDot
            send(SMTPCommands.dot, &step)
        }
        step.deadline = deadline
    }

    private mutating func advance(_ step: inout Step) {
        if awaited != .reset { isAnswered = true }
        awaited =
            switch awaited {
            case .reset: .mail
            case .mail: .rcpt
            default: .data
            }
        if !capabilities.pipelining { sendCommand(&step) }
        step.deadline = deadline
    }

    private mutating func refuse(_ reply: Reply, _ step: inout Step) {
        if awaited == .reset || (reply.code == 421 && isUnheard) {
            return finish(.refused(reply, at: .mail), .close, &step, isStale: true)
        }
        if refusal == nil { refusal = (reply, stage) }
        let end = refusedEnd ?? .refused(reply, at: stage)
        if reply.code == 421 || unaccepted > 0 { return finish(end, .close, &step) }
        switch awaited {
        case .dot, .loneDot: finish(end, .keep, &step)
        case .data: finish(end, .reset, &step)
        default:
            guard capabilities.pipelining else { return finish(end, .reset, &step) }
            advance(&step)
        }
    }

    private mutating func unexpected(_ reply: Reply, _ step: inout Step) {
        fail(.garbage, "an answer that fits no command: \(reply.code) \(reply.text)", &step)
    }

    // MARK: - Ends

    private var refusedEnd: Transmission.End? { refusal.map { .refused($0.reply, at: $0.stage) } }

    /// Whether a connection that was kept has not been heard of since: it may have died long before this message came.
    private var isUnheard: Bool { isReused && !isAnswered && refusal == nil }

    private var stage: SMTPStage {
        switch awaited {
        case .reset, .mail: .mail
        case .rcpt: .rcpt
        case .data: .data
        case .dot: unaccepted > 0 ? .body : .dot
        case .loneDot: .dot
        }
    }

    private var deadline: Duration {
        switch awaited {
        case .reset, .mail: timeouts.mail
        case .rcpt: timeouts.rcpt
        case .data: timeouts.data
        case .dot: unaccepted > 0 ? timeouts.block : timeouts.dot
        case .loneDot: timeouts.dot
        }
    }

    private func unsent(_ fault: TransmissionFault, _ detail: String) -> Step {
        let end = Transmission.End.broken(fault, at: .mail, detail: detail)
        return Step(finish: Finish(end: end, connection: resets ? .reset : .keep, isStale: false))
    }

    private mutating func fail(_ fault: TransmissionFault, _ detail: String, _ step: inout Step) {
        let unknown: Transmission.End =
            stage == .dot ? .inDoubt(fault, detail: detail) : .broken(fault, at: stage, detail: detail)
        finish(refusedEnd ?? unknown, .close, &step, isStale: fault == .closedByPeer && isUnheard)
    }

    private mutating func finish(
        _ end: Transmission.End, _ connection: ConnectionState, _ step: inout Step, isStale: Bool = false
    ) {
        // Bytes behind the last reply would be taken for the next message's verdict, where they are not meant to be.
        let isInStep = (isFollowed || parser.isEmpty) && unaccepted == 0
        step = Step(
            finish: Finish(
                end: end.without(message.secrets), connection: isInStep ? connection : .close, isStale: isStale))
    }
}
