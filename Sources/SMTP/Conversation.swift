import Mail

/// What is said on an open connection: a message's transaction, or a probe's NOOP.
protocol Conversation {
    mutating func handle(_ event: Dialogue.Event) -> Dialogue.Step

    /// What was heard behind the reply that ended it.
    var unread: ArraySlice<UInt8> { get }
}

extension Conversation {
    var unread: ArraySlice<UInt8> { [] }
}

extension Dialogue: Conversation {}
extension NoopDialogue: Conversation {}
extension BearerDialogue: Conversation {}
