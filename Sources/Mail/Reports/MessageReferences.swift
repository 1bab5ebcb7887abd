/// By what a report can be joined to the message that it speaks of.
package struct MessageReferences: Sendable, Hashable {
    /// Where an identity was found.
    package enum Origin: String, Sendable, Hashable {
        /// In the address that the report was sent to.
        case verp
        /// In a Message-ID that the report returns or answers.
        case messageID = "message-id"
    }

    package struct Found: Sendable, Hashable {
        package let id: MessageID
        package let origin: Origin

        package init(id: MessageID, origin: Origin) {
            self.id = id
            self.origin = origin
        }
    }

    /// A report that returns a whole discussion has many; more than these are nobody's bounce.
    package static let most = 20

    /// Each once, the surest first.
    package private(set) var messages: [Found] = []
    /// The issue of a newsletter, by its Feedback-ID: which reader of it is not told.
    package var issue: MessageID?
    /// The reader's key to the list, from the link or the address that ends the subscription.
    package var token: String?

    package init() {}

    package var isEmpty: Bool { messages.isEmpty && issue == nil && token == nil }

    package mutating func add(_ id: MessageID, _ origin: Origin) {
        guard messages.count < Self.most, !messages.contains(where: { $0.id == id }) else { return }
        messages.append(Found(id: id, origin: origin))
    }

    /// These, and behind them what others have besides.
    package func joined(by others: MessageReferences) -> MessageReferences {
        var joined = self
        for found in others.messages { joined.add(found.id, found.origin) }
        joined.issue = issue ?? others.issue
        joined.token = token ?? others.token
        return joined
    }
}
