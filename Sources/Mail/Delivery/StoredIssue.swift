/// One issue of a newsletter as the outbox holds it: the same for all of its readers.
package struct StoredIssue: Sendable, Hashable {
    /// What the list is called, its name among machines, and what it or the issue has of its own.
    package struct List: Sendable, Hashable {
        /// As operators and producers name it.
        package var name: String
        /// What readers are shown; nil where the operator set none.
        package var title: String?
        /// Its List-Id (RFC 2919), without brackets; nil where the operator set none.
        package var listID: String?
        /// What this issue's readers are shown in place of the title; its List-Id stays.
        package var shownTitle: String?
        /// Whom the letter comes from, and where answers go, as a setting writes a mailbox; nil as the settings say.
        package var sender: String?
        package var replyTo: String?
        /// The language of the letter, whatever the reader's; nil where the reader's decides.
        package var locale: String?

        package init(
            name: String, title: String? = nil, listID: String? = nil, shownTitle: String? = nil, sender: String? = nil,
            replyTo: String? = nil, locale: String? = nil
        ) {
            self.name = name
            self.title = title
            self.listID = listID
            self.shownTitle = shownTitle
            self.sender = sender
            self.replyTo = replyTo
            self.locale = locale
        }
    }

    /// A JSON object: the words, in one language or in several.
    package var content: String
    /// nil where the issue is a sample, of no list.
    package var list: List?

    package init(content: String, list: List? = nil) {
        self.content = content
        self.list = list
    }
}
