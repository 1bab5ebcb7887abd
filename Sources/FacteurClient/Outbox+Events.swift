import FoundationEssentials

/// Something that became of one of the caller's messages.
public struct MessageEvent: Sendable, Hashable {
    /// The place of this event; what is asked for next are those after the last one that was read.
    public var cursor: Int64
    /// When it was recorded, by the database's clock.
    public var at: Date
    /// The message; nil where there was none: somebody left a list (`unsubscribed`).
    public var message: UUID?
    /// Its kind.
    public var kind: String
    /// What became of it: `sent`, `failed`, `bounced`, …
    public var event: String
    /// To whom; nil once that is forgotten.
    public var recipient: String?
    /// The server's reply code (RFC 5321 section 4.2); nil where no server replied.
    public var code: Int?
    /// Its enhanced status code, as `5.1.1` (RFC 3463).
    public var enhanced: String?
    /// Its words.
    public var reply: String?
}

extension Outbox {
    /// What became of the caller's own messages since a place, in an order that misses none.
    ///
    /// Store the last event's cursor in the transaction that does something about the events: each is then acted on exactly once.
    ///
    /// - Parameters:
    ///   - cursor: The last event that was read; 0 for all that are kept.
    ///   - most: How many at most.
    public func events(since cursor: Int64, most: Int = 1000) async throws -> [MessageEvent] {
        let statement = """
            SELECT cursor::text, extract(epoch FROM at)::text, message::text, kind::text, event::text, recipient::text,
                code::text, enhanced::text, reply::text
            FROM facteur.events_since($1::text::bigint, $2::text::integer)
            """
        return try await rows(of: statement, with: [String(cursor), String(most)]).map { row in
            guard let event = MessageEvent(row) else { throw UnexpectedAnswer(function: "events_since") }
            return event
        }
    }
}

extension MessageEvent {
    fileprivate init?(_ row: [String?]) {
        guard row.count == 9, let cursor = row[0].flatMap({ Int64($0) }), let at = row[1].flatMap({ Double($0) }),
            let kind = row[3], let event = row[4]
        else { return nil }
        let message = row[2].flatMap { UUID(uuidString: $0) }
        guard (message == nil) == (row[2] == nil) else { return nil }
        self.init(
            cursor: cursor, at: Date(timeIntervalSince1970: at), message: message, kind: kind, event: event,
            recipient: row[5], code: row[6].flatMap { Int($0) }, enhanced: row[7], reply: row[8])
    }
}
