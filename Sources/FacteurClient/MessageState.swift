/// What became of a message so far. A list that may grow: a word that this library does not know is kept as it is.
public struct MessageState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The word that `facteur.message_state` returns.
    public let rawValue: String

    /// Any word of the database's.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It waits for its turn, for its moment or for its next attempt.
    public static let waiting = MessageState(rawValue: "waiting")
    /// It is kept back for a person, as in staging.
    public static let held = MessageState(rawValue: "held")
    /// A worker has it.
    public static let sending = MessageState(rawValue: "sending")
    /// A relay took it: not yet delivered.
    public static let sent = MessageState(rawValue: "sent")
    /// It was refused for good, or its patience is over.
    public static let failed = MessageState(rawValue: "failed")
    /// Its moment passed before it could be sent.
    public static let expired = MessageState(rawValue: "expired")
    /// A newer one with its supersede key took its place.
    public static let superseded = MessageState(rawValue: "superseded")
    /// It was taken back.
    public static let cancelled = MessageState(rawValue: "cancelled")
    /// The address is not written to.
    public static let suppressed = MessageState(rawValue: "suppressed")
    /// The recipient had as many of its kind as the kind allows.
    public static let limited = MessageState(rawValue: "limited")
    /// Nobody can know whether the relay has it.
    public static let inDoubt = MessageState(rawValue: "in_doubt")
    /// It was sent, and came back.
    public static let bounced = MessageState(rawValue: "bounced")

    /// The word.
    public var description: String { rawValue }
}
