import Mail
import Synchronization

/// An issue of a newsletter in one language, rendered once, with placeholders for what differs between its recipients.
struct IssueLetter: Sendable {
    /// The content it was rendered from.
    let content: String
    /// The frame around the words, in their language.
    let edition: Edition
    let subject: Placeholders
    let text: Placeholders
    let html: Placeholders?

    /// The values that are left as placeholders.
    static let placeholders = ["salutation", "recipient", "unsubscribe_link"]
}

/// The issues that are being sent now: a few, so that a long-lived worker doesn't keep every issue it ever sent.
final class IssueCache: Sendable {
    struct Key: Sendable, Hashable {
        var issue: MessageID
        /// The recipient's: it chooses both the frame and, of an issue in several languages, the words.
        var locale: String
    }

    private static let capacity = 16
    private let letters = Mutex<[(key: Key, letter: IssueLetter)]>([])

    /// The letter for an issue, rendered by `make` when it isn't known or when its content has changed. Two callers may both
    /// render it the first time: that costs a millisecond, a lock around the rendering would cost all others more.
    func letter(
        for key: Key, content: String, make: () throws(RenderFault) -> IssueLetter
    ) throws(RenderFault) -> IssueLetter {
        let known = letters.withLock { letters in letters.first { $0.key == key }?.letter }
        if let known, known.content == content { return known }
        let letter = try make()
        letters.withLock { letters in
            letters.removeAll { $0.key == key }
            if letters.count >= Self.capacity { letters.removeFirst() }
            letters.append((key, letter))
        }
        return letter
    }
}
