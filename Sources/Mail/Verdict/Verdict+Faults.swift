extension Verdict {
    /// What a connection that failed before the final dot means. The message was surely not accepted.
    static func of(_ fault: TransmissionFault) -> Verdict {
        switch fault {
        case .nameNotFound:
            Verdict(.relay, .retry, alarm: .notice, "the relay's name has no address: check smtp.url and DNS")
        case .connectionRefused:
            Verdict(.relay, .retry, "nothing answers at the relay's address: is it up, is the port right?")
        case .timedOut:
            Verdict(.relay, .retry, "the relay did not answer in time")
        case .closedByPeer:
            Verdict(.relay, .retry, "the relay hung up")
        case .garbage:
            Verdict(.relay, .retry, alarm: .notice, "what answers is no SMTP server, or is out of step: check smtp.url")
        case .tlsMissing:
            Verdict(.us, .retry, alarm: .page, "the relay offers no TLS, without which nothing is sent: check smtp.url")
        case .tlsFailed:
            Verdict(.us, .retry, alarm: .page, "the relay's TLS cannot be trusted: check smtp.caFile")
        case .loginImpossible:
            Verdict(
                .us, .retry, alarm: .page,
                "the relay offers no login that fits: PLAIN, LOGIN or CRAM-MD5 takes a password, XOAUTH2 or OAUTHBEARER a token; or no smtp.username"
            )
        case .passwordUnreadable:
            Verdict(.us, .retry, alarm: .page, "the relay's password cannot be read: check smtp.passwordFile")
        case .tokenServerUnreachable:
            Verdict(.relay, .retry, alarm: .notice, "no token for the login: is the server at smtp.oauth.tokenUrl up?")
        case .tokenRefused:
            Verdict(
                .relay, .retry, alarm: .page,
                "the token server refuses a token for the login: check smtp.oauth, and whether its secret has expired")
        case .tokenUnreadable:
            Verdict(
                .us, .retry, alarm: .page,
                "no token for the login: check smtp.tokenFile, or smtp.oauth.clientSecretFile and refreshTokenFile")
        case .tooLarge:
            Verdict(.message, .fail, "the message is larger than the relay takes: look at its template and attachments")
        case .smtpUTF8Missing:
            Verdict(.message, .fail, "the address has a letter beyond ASCII before the @, which not every server takes")
        case .malformed:
            Verdict(.message, .fail, alarm: .notice, "the envelope is malformed: a fault of this program, report it")
        case .recipientWithheld:
            Verdict(
                .message, .retry, alarm: .page,
                "delivery.mode and delivery.allow do not let this recipient through: a fault of this program, report it"
            )
        case .notRecorded:
            Verdict(.none, .retry, "the journal cannot be written, so the message was kept back")
        case .handoverRefused:
            Verdict(.none, .retry, "the message may be another worker's by now, so it was kept back")
        case .waited:
            Verdict(.none, .retry, "there was no connection for it yet")
        case .stopping:
            Verdict(.none, .retry, "the worker was stopping")
        }
    }

    /// What a connection that failed after the final dot means: the fault is the relay's, the message's fate unknown.
    static func ofDoubt(_ fault: TransmissionFault) -> Verdict {
        guard fault != .stopping else {
            return Verdict(.none, .doubt, "the worker stopped before the relay had said whether it took the message")
        }
        return Verdict(.relay, .doubt, alarm: .notice, "the relay may or may not have taken the message")
    }

    /// The relay lacks what the message needs, and another one, which cannot be asked now, may have it.
    package static func elsewhere(_ lack: TransmissionFault) -> Verdict {
        let what =
            lack == .tooLarge
            ? "the message is larger than this relay takes" : "the address has a letter beyond ASCII before the @"
        return Verdict(.relay, .retry, patience: .seconds(60), "\(what): it waits for another relay, which may take it")
    }

    /// A refusal for good that no row knows, from a relay of which it is not known whether it takes other mail.
    package static let undecidedRefusal = Verdict(
        .message, .retry, alarm: .notice,
        "a refusal that is not known: it is tried again, until it is clear whom it concerns")

    /// A refusal that no row knows, met by one recipient after another.
    package static var refusedAll: Verdict {
        var verdict = Verdict(
            .us, .retry, alarm: .page,
            "the relay refuses one recipient after another in the same words: look at our account with it")
        verdict.concernsAll = true
        return verdict
    }

    /// The relay hung up, and other messages pass.
    package static let hangUpOnOne = Verdict(
        .recipient, .retry, alarm: .notice, "the relay hangs up on this message alone: look at its recipient")
}
