/// What the reader will read: rendered words, not yet a mail. Made from a `Claimed` by a `Renderer`.
package struct Letter: Sendable {
    package var subject: String
    /// The plain part, complete in itself. Lines end in LF.
    package var text: String
    /// The HTML part, or nil for a kind without one. Lines end in LF.
    package var html: String?
    /// The language the words are in (`fr`, `fr-CH`): Content-Language (RFC 3282).
    package var language: String
    /// Where the reader leaves the newsletter; nil for transactional mail.
    package var unsubscribe: Unsubscribe?

    /// The two ways out of a list: a link for one click and an address (RFC 2369, RFC 8058).
    package struct Unsubscribe: Sendable, Hashable {
        package var link: String
        package var mailto: String?
        /// The list's stable identifier and its human name (RFC 2919).
        package var listID: String
        package var listName: String

        package init(link: String, mailto: String?, listID: String, listName: String) {
            self.link = link
            self.mailto = mailto
            self.listID = listID
            self.listName = listName
        }
    }

    package init(subject: String, text: String, html: String?, language: String, unsubscribe: Unsubscribe?) {
        self.subject = subject
        self.text = text
        self.html = html
        self.language = language
        self.unsubscribe = unsubscribe
    }
}
