extension Dialogue {
    /// What happened on the connection.
    package enum Event: Sendable {
        /// The relay said something.
        case received(ArraySlice<UInt8>)
        /// The socket took that many of the bytes that were to be sent.
        case accepted(Int)
        /// The next message's commands leave behind this one's dot: what comes behind the reply to it answers them.
        case followed
        case deadlinePassed
        /// The relay hung up, or the connection failed; in one line, how.
        case closed(detail: String)
        /// The message's beginning could not be recorded in the journal; in one line, why.
        case notRecorded(detail: String)
        /// The message must not be handed over, or no further; in one line, why.
        case handoverRefused(detail: String)
        /// The worker stops and waits no longer.
        case stopping
    }

    /// What to do next, in this order: ask whether the message may leave, record, send, wait, or finish.
    package struct Step: Sendable {
        /// These bytes hold the final dot: the message is written into the journal before, and no part of them leaves without the
        /// hand-over guard's word.
        package var handsOver = false
        package var send: [UInt8]?
        /// What is sent behind it, part by part, each from where it is.
        package var rest: [[UInt8]] = []
        /// Replaces the deadline before; counted from now.
        package var deadline: Duration?
        package var finish: Finish?
    }

    /// The end of the transaction, and what the connection is still good for.
    package struct Finish: Sendable, Hashable {
        package var end: Transmission.End
        package var connection: ConnectionState
        /// A kept connection turned out to be dead before the relay answered to MAIL: try once more on a new one, without a word.
        package var isStale: Bool

        package init(end: Transmission.End, connection: ConnectionState, isStale: Bool) {
            self.end = end
            self.connection = connection
            self.isStale = isStale
        }
    }

    /// What becomes of the connection.
    package enum ConnectionState: Sendable, Hashable {
        /// Ready for the next message.
        case keep
        /// Ready after a RSET, which the next transaction sends first.
        case reset
        /// Out of step, or closed: of no use.
        case close
    }
}
