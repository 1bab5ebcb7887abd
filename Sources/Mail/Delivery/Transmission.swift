/// How far one attempt had come on the wire.
package enum SMTPStage: String, Sendable, Hashable, CaseIterable {
    case connect, greeting, ehlo, startTLS = "starttls", auth
    /// Of a probe, which goes no further.
    case noop
    case mail, rcpt, data, body, dot

    /// Whether nothing of a message has been said yet.
    package var isOpening: Bool {
        switch self {
        case .connect, .greeting, .ehlo, .startTLS, .auth, .noop: true
        case .mail, .rcpt, .data, .body, .dot: false
        }
    }
}

/// Why the wire failed, where the server said nothing that could be judged.
package enum TransmissionFault: Sendable, Hashable {
    case nameNotFound
    case connectionRefused
    case timedOut
    case closedByPeer
    /// STARTTLS is not offered, though TLS is required.
    case tlsMissing
    /// The handshake or the certificate failed.
    case tlsFailed
    /// What came back is no SMTP reply.
    case garbage
    /// The message is larger than the relay's SIZE (RFC 1870).
    case tooLarge
    /// The recipient's address needs SMTPUTF8, which the relay does not offer (RFC 6531 section 3.2): nothing was said.
    case smtpUTF8Missing
    /// The relay offers no login mechanism that fits the settings.
    case loginImpossible
    /// The login's password could not be read.
    case passwordUnreadable
    /// The token server, which the login needs, cannot be reached.
    case tokenServerUnreachable
    /// The token server refuses to give a token.
    case tokenRefused
    /// The token, or what it is asked for with, could not be read.
    case tokenUnreadable
    /// The envelope would say more on the wire than an address: nothing of it was sent.
    case malformed
    /// The envelope's recipient may not be written to here (`DeliveryRule`): nothing of it was sent.
    case recipientWithheld
    /// The journal could not be written, so the last bytes were kept back.
    case notRecorded
    /// The worker could not be sure that the message was still its own, so the last bytes were kept back.
    case handoverRefused
    /// The message waited for a connection beyond its patience, and none of its body was sent: whether it may still go is to be looked at.
    case waited
    /// The worker is stopping: nothing was begun.
    case stopping

    /// Whether the relay is in order and lacks what this message needs: nothing of it was said, and another relay may have it.
    package var isLack: Bool { self == .smtpUTF8Missing || self == .tooLarge }
}

/// What became of one message on the wire: facts, no judgement.
package struct Transmission: Sendable {
    package enum End: Sendable, Hashable {
        /// A 2xx reply to the final dot was read; of a probe, to its NOOP.
        case accepted(Reply)
        /// A 4xx or 5xx reply was read at this stage. After `dot` too the relay must not deliver (RFC 5321 section 4.2.5).
        case refused(Reply, at: SMTPStage)
        /// The connection failed at this stage, before the last byte of CRLF.CRLF was handed over: surely not accepted.
        case broken(TransmissionFault, at: SMTPStage, detail: String)
        /// The dot was out and no reply to it was read: nobody can know.
        case inDoubt(TransmissionFault, detail: String)
    }

    /// Whether nothing of the message was said, so that another relay can be given it: the connection failed or was refused before
    /// MAIL, and not because the worker stops; or the relay lacks what the message needs.
    package var isUnsaid: Bool { end.isUnsaid }

    package var end: End
    /// The relay's `host:port`.
    package var relay: String
    /// Time to open the connection, zero on a kept one.
    package var connect: Duration
    /// Time from MAIL to the reply to the dot.
    package var dialogue: Duration

    package init(end: End, relay: String, connect: Duration, dialogue: Duration) {
        self.end = end
        self.relay = relay
        self.connect = connect
        self.dialogue = dialogue
    }
}

extension Transmission.End {
    /// The reply that ended it, if one did.
    package var reply: Reply? {
        switch self {
        case .accepted(let reply), .refused(let reply, _): reply
        case .broken, .inDoubt: nil
        }
    }

    /// Whether the relay left in the middle of a message, before the dot.
    package var isHangUp: Bool {
        guard case .broken(let fault, let stage, _) = self else { return false }
        return (fault == .closedByPeer || fault == .timedOut) && !stage.isOpening
    }

    /// Whether there was no connection for the message within its patience.
    package var isWait: Bool {
        if case .broken(.waited, _, _) = self { return true }
        return false
    }

    /// What the relay, which is in order, lacks for this message.
    package var lack: TransmissionFault? {
        guard case .broken(let fault, _, _) = self, fault.isLack else { return nil }
        return fault
    }

    package var isUnsaid: Bool {
        switch self {
        case .broken(let fault, let stage, _): fault.isLack || fault != .stopping && stage.isOpening
        case .refused(_, let stage): stage.isOpening
        case .accepted, .inDoubt: false
        }
    }

    /// Where a relay failed that is at fault. One that refuses for good (5xx), the login above all, gains nothing by being asked
    /// every few seconds, and may lock the account.
    package var cause: Breaker.Cause {
        if case .refused(let reply, _) = self, reply.isPermanent { return .failing }
        return isUnsaid ? .unreachable : .failing
    }
}
