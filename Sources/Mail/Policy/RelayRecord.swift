/// What a relay did with other messages, in the light of which the end of an attempt is read. Pure: it is told the time as a
/// duration since any fixed moment.
package struct RelayRecord: Sendable {
    private var circuit = RefusalCircuit()
    private var hangUps = HangUpWatch()

    package init() {}

    /// What an attempt's end means here.
    ///
    /// - Parameters:
    ///   - verdict: What it means by itself.
    ///   - begunAt: When the message was given to the relay.
    package mutating func read(
        _ end: Transmission.End, as verdict: Verdict, of message: MessageID, to recipient: String, begunAt: Duration,
        at now: Duration
    ) -> Verdict {
        if end.isHangUp {
            hangUps.hungUp(on: message, at: now)
        } else if !end.isUnsaid, end.reply != nil {
            hangUps.passed(begunAt: begunAt)
        }
        if case .accepted = end { circuit.accepted(at: now) }
        guard case .refused(let reply, _) = end, reply.isPermanent, verdict.isGeneral, !end.isUnsaid else {
            return verdict
        }
        switch circuit.refused(recipient, reply, at: now) {
        case .message: return verdict
        case .undecided: return .undecidedRefusal
        case .relay: return .refusedAll
        }
    }

    /// Whether the relay hung up on this message alone, as far as is known by now.
    package func isAloneToBeHungUpOn(_ message: MessageID, hungUpAt: Duration) -> Bool {
        hangUps.isOwnFault(of: message, hungUpAt: hungUpAt)
    }
}
