import Mail

/// Plays the socket and the relay to a dialogue. Bytes that it sends are taken at once, unless `takes` says how many more are.
struct Rehearsal {
    var dialogue: Dialogue
    /// What was sent, write by write.
    private(set) var sent: [String] = []
    private(set) var deadline: Duration?
    private(set) var finish: Dialogue.Finish?
    private(set) var recordings = 0
    /// How many bytes the socket still takes; nil: all.
    var takes: Int?
    private var left = 0

    static let body = "Subject: x\r\n\r\nhello\r\n"

    init(
        pipelining: Bool = true, size: Bool = false, limit: Int? = nil, offers: [String] = [], isReused: Bool = false,
        resets: Bool = false,
        body: String = Rehearsal.body, sender: String = "s@shop.test", recipient: String = "r@client.test",
        secrets: Secrets = Secrets()
    ) {
        var capabilities = Capabilities()
        if pipelining { capabilities.read("PIPELINING".utf8) }
        if size { capabilities.read("SIZE".utf8) }
        for offer in offers { capabilities.read(offer.utf8) }
        if let limit { capabilities.read("SIZE \(limit)".utf8) }
        var timeouts = SMTPTimeouts()
        (timeouts.mail, timeouts.rcpt, timeouts.data) = (.seconds(1), .seconds(2), .seconds(3))
        (timeouts.block, timeouts.dot) = (.seconds(4), .seconds(5))
        let lease = Lease(message: MessageID(high: 1, low: 2), token: 1)
        var message = Message(
            lease: lease, lane: .transactional, attempt: 1, envelope: Envelope(sender: sender, recipient: recipient),
            bytes: Array(body.utf8))
        message.secrets = secrets
        dialogue = Dialogue(
            message, relay: "relay.test:587", capabilities: capabilities, timeouts: timeouts, isReused: isReused,
            resets: resets)
        play(dialogue.begin())
    }

    /// The relay says these lines one after the other, each in pieces of `size` bytes.
    mutating func relay(_ lines: String..., by size: Int = .max) {
        for line in lines {
            let bytes = Array((line + "\r\n").utf8)
            let size = min(size, bytes.count)
            for start in stride(from: 0, to: bytes.count, by: size) where finish == nil {
                tell(.received(bytes[start..<min(start + size, bytes.count)]))
            }
        }
    }

    mutating func tell(_ event: Dialogue.Event) { play(dialogue.handle(event)) }

    /// The socket takes up to so many of the bytes that wait.
    mutating func take(_ count: Int = .max) {
        let taken = min(count, left)
        left -= taken
        if taken > 0 { tell(.accepted(taken)) }
    }

    private mutating func play(_ step: Dialogue.Step) {
        if step.handsOver { recordings += 1 }
        if let wait = step.deadline { deadline = wait }
        if let end = step.finish { finish = end }
        guard let bytes = step.send else { return }
        let all = bytes + step.rest.flatMap(\.self)
        sent.append(String(decoding: all, as: UTF8.self))
        left += all.count
        take(takes ?? .max)
    }
}
