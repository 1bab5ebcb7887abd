import Mail

/// The next message on a connection, whose MAIL, RCPT and DATA leave behind the dot of the one before (RFC 2920 section 3.1): their replies
/// come with the reply to the dot, and its body leaves without another round trip.
struct Follower {
    let delivery: Submission
    var dialogue: Dialogue
}

extension Connection {
    /// For the first word to a message whose commands left behind a dot: a relay that answers dots at once and then nothing has lost them.
    private static let firstWord: Duration = .seconds(30)
    /// A relay that answers a dot sooner is given the next message with a body: a packet of its own costs both sides more than it saves.
    private static let worthAPacket: Duration = .milliseconds(10)

    /// Whether another message may stand behind the one whose body is about to leave. A relay that took long over a dot is not given the next
    /// one before it has answered: that could as well go by another connection.
    var takesFollower: Bool {
        guard let replied = lastReply, replied <= RelayFleet.quickMessage else { return false }
        return probe == nil && follower == nil && handshake.capabilities.pipelining
    }

    /// Whether a message that nobody had when the body left may still stand behind it: its dot is out, and the reply neither near nor late.
    /// Where it is late another connection may be free before.
    var takesLateFollower: Bool {
        guard let handedOverAt, let lastReply, lastReply >= Self.worthAPacket, ownBytes == 0, takesFollower else {
            return false
        }
        return context.now - handedOverAt < lastReply
    }

    /// Sends the commands of the message that comes next, the dot being out. Returns the end of the one before if that is known at once.
    func followLate(with delivery: Submission) -> Dialogue.Finish? {
        guard let commands = follow(with: delivery) else { return nil }
        _ = dialogue?.handle(.followed)
        (outgoing, taken) = (commands, 0)
        return flush()
    }

    /// The commands of the message that comes next, to be sent behind the body; none where it ends before them.
    func follow(with delivery: Submission) -> [UInt8]? {
        var dialogue = Dialogue(
            delivery.message, relay: relay, capabilities: handshake.capabilities, timeouts: context.timeouts,
            isReused: true, resets: false)
        guard let commands = dialogue.begin().send else {
            // It ends before its first word: when its turn comes.
            context.waiting.putBack(delivery)
            return nil
        }
        follower = Follower(delivery: delivery, dialogue: dialogue)
        return commands
    }

    /// The message behind the one that has ended: its commands are out. Returns its end if that is known at once.
    func promote(_ next: Follower, heard: ArraySlice<UInt8>) -> Dialogue.Finish? {
        dialogue = next.dialogue
        delivery = next.delivery
        state = .busy
        messages += 1
        begunAt = context.now
        deadline = context.now + min(context.timeouts.mail, Self.firstWord)
        isUnansweredFollower = heard.isEmpty
        if !heard.isEmpty, let finish = tell(.received(heard)) { return finish }
        // Within TLS libcurl may hold more of its replies, which no wait sees.
        return isPlain ? nil : drain()
    }

    /// Takes away the message behind the one whose reply is awaited. Its commands are out: the connection is of no use afterwards.
    func takeFollower() -> Submission? {
        defer { follower = nil }
        owesFollower = owesFollower || follower != nil
        return follower?.delivery
    }
}
