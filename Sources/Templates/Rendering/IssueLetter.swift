import Mail

/// An issue of a newsletter in one language, rendered once, with places for what differs between its recipients.
struct IssueLetter: Sendable {
    let form: FormLetter
    /// How its frame greets.
    let language: Language

    /// The values that are left open, by their numbers in the form.
    static let values = ["salutation", "recipient", "unsubscribe_link"]
}
