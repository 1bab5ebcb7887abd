/// What a session asks of the one who drives it.
package enum SessionAction: Sendable, Hashable {
    // Carried out at once.
    /// A command was read; at DATA the transaction's recipients come with it.
    case saw(Command.Verb, recipients: [String])
    /// A mail was accepted.
    case caught(CaughtMail)

    // Carried out in order, one after the other.
    case write([UInt8])
    case pause(Duration)
    case close
    case reset
    case stopReading
}
