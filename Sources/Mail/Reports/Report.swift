/// What a mail that came back says of one message of ours.
package struct Report: Sendable, Hashable {
    package enum Event: String, Sendable, Hashable, CaseIterable {
        /// It did not arrive and will not: RFC 3464's `failed`.
        case bounced
        /// It has not arrived yet.
        case delayed
        /// It has, or was handed on to a server that tells no more: `delivered`, `relayed`, `expanded`.
        case delivered
        /// Its reader calls it spam (RFC 5965).
        case complained
        /// A machine answered: an absence note, a receipt, a question whether we are human.
        case replied
        /// Its reader leaves the list by mail (RFC 2369 section 3.2).
        case unsubscribed
    }

    package var event: Event
    /// Whom the report names; nil where it names nobody, or has the name blackened.
    package var recipient: String?
    /// Three digits of SMTP; nil where the report has none.
    package var code: Int?
    /// The enhanced status code (RFC 3463), the more special one where the report has two.
    package var enhanced: String?
    /// The words of the server that refused, on one line; empty where there are none.
    package var text = ""
    /// The server that reports; nil where it has no name.
    package var reporter: String?
    package var references = MessageReferences()

    package init(_ event: Event) { self.event = event }

    /// The refusal as the relay would have said it in the dialogue, for the table of replies. A report without a code is a permanent
    /// failure all the same (RFC 3464 section 2.3.3).
    package var reply: Reply {
        let isTransient = event == .delayed || (code == nil && enhanced?.hasPrefix("4") == true)
        return Reply(code: code ?? (isTransient ? 450 : 550), enhanced: enhanced, text: text)
    }
}
