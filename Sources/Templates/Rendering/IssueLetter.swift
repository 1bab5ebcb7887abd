/// An issue of a newsletter in one language, rendered once, with placeholders for what differs between its recipients.
struct IssueLetter: Sendable {
    /// The frame around the words, in their language.
    let edition: Edition
    let subject: Placeholders
    let text: Placeholders
    let html: Placeholders?

    /// The values that are left as placeholders.
    static let placeholders = ["salutation", "recipient", "unsubscribe_link"]
}
