import Mail

/// A relay, a socket and a clock that do anything in any order: the verdict is never better and never worse than what was on the wire.
func checkDialogue(_ input: [UInt8]) {
    var choices = Choices(input)
    let shape = choices.byte()
    var capabilities = Capabilities()
    capabilities.pipelining = shape & 1 == 1
    capabilities.size = shape & 2 == 2
    capabilities.smtpUTF8 = shape & 16 == 16
    let message = Message(
        lease: Lease(message: MessageID(high: 1, low: 2), token: 1), lane: .transactional, attempt: 1,
        envelope: Envelope(sender: "s@shop.test", recipient: shape & 32 == 32 ? "é@client.test" : "r@client.test"),
        bytes: Array("A: b\r\n\r\nc\r\n".utf8))
    var wire = DialogueWire(body: message.bytes)
    var dialogue = Dialogue(
        message, relay: "relay.test", capabilities: capabilities, timeouts: SMTPTimeouts(), isReused: shape & 4 == 4,
        resets: shape & 8 == 8)
    wire.play(dialogue.begin())
    while wire.finish == nil {
        let event = choices.isEmpty ? Dialogue.Event.closed(detail: "the input ends") : wire.event(&choices)
        wire.play(dialogue.handle(event))
    }
    wire.checkEnd()
}

/// What was on the wire, kept beside the dialogue by somebody who doesn't trust it.
private struct DialogueWire {
    private(set) var finish: Dialogue.Finish?
    private let body: [UInt8]
    private var unaccepted = 0
    private var bodies = 0
    private var recordings = 0
    private var hasPositiveReply = false

    init(body: [UInt8]) { self.body = body + Array(".\r\n".utf8) }

    mutating func event(_ choices: inout Choices) -> Dialogue.Event {
        let kind = choices.number(upTo: 15)
        switch kind {
        case 0: return .deadlinePassed
        case 1: return .closed(detail: "closed")
        case 2: return .stopping
        case 3...7 where unaccepted > 0:
            let count = kind == 3 ? 1 + choices.number(upTo: unaccepted - 1) : unaccepted
            unaccepted -= count
            return .accepted(count)
        case 8...13:
            let code = ["220", "250", "354", "421", "450", "550"][kind - 8]
            hasPositiveReply = hasPositiveReply || code.hasPrefix("2")
            return .received(Array("\(code) x\r\n".utf8)[...])
        default:
            let bytes = choices.bytes()
            hasPositiveReply = hasPositiveReply || bytes.contains(UInt8(ascii: "2"))
            return .received(bytes)
        }
    }

    mutating func play(_ step: Dialogue.Step) {
        finish = step.finish
        if step.handsOver {
            recordings += 1
            require(step.send.map(isBody) == true, "only a body is recorded")
        }
        guard let bytes = step.send else { return }
        require(finish == nil, "nothing is sent behind the end")
        unaccepted += bytes.count
        guard isBody(bytes) else { return }
        bodies += 1
        require(bodies == 1 && recordings == 1, "a body is sent once, and recorded before")
    }

    private func isBody(_ bytes: [UInt8]) -> Bool { bytes == body }

    func checkEnd() {
        let isOut = bodies == 1 && unaccepted == 0
        switch finish?.end {
        case .accepted(let reply):
            require(isOut, "nothing is accepted that has not left")
            require(reply.isPositive && hasPositiveReply, "only a positive reply accepts")
        case .inDoubt: require(isOut, "nothing is in doubt that has not left")
        case .broken: require(!isOut, "what has left is not known to be unsent")
        case .refused(let reply, _): require(reply.code >= 400, "only a refusal refuses")
        case nil: require(false, "a dialogue ends")
        }
        require(finish?.isStale != true || bodies == 0, "a body that has begun to leave is not sent again at once")
        require(unaccepted == 0 || finish?.connection == .close, "a line with unsent bytes is closed")
    }
}
