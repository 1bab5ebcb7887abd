/// How long to wait for the relay at each step. The defaults are the least that RFC 5321 section 4.5.3.2 asks for, but for
/// `connect`, on which it is silent.
package struct SMTPTimeouts: Sendable, Hashable {
    /// Name look-up and TCP.
    package var connect = Duration.seconds(30)
    /// From the open connection to the end of greeting, EHLO, TLS and login, together.
    package var greeting = Duration.seconds(300)
    /// The reply to MAIL, and to a RSET before it.
    package var mail = Duration.seconds(300)
    /// The reply to RCPT.
    package var rcpt = Duration.seconds(300)
    /// The reply to DATA.
    package var data = Duration.seconds(120)
    /// The time in which the relay must take in at least some of the message.
    package var block = Duration.seconds(180)
    /// The reply to the final dot. Shorter means more messages in doubt.
    package var dot = Duration.seconds(600)
    /// The reply to QUIT, a courtesy that nothing depends on.
    package var quit = Duration.seconds(5)

    package init() {}
}
