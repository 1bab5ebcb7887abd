import Mail

/// Where issues become pages: the templates, which this room does not know.
package protocol IssuePages: Sendable {
    /// An issue without anybody's name and without a way out, in the language that fits a reader's best.
    func page(of issue: StoredIssue, id: MessageID, locale: String) throws(RenderFault) -> IssuePage
}

/// An issue as whoever has its address reads it.
package struct IssuePage: Sendable, Hashable {
    /// A whole document.
    package var html: String
    package var subject: String
    /// A BCP 47 tag.
    package var language: String

    package init(html: String, subject: String, language: String) {
        self.html = html
        self.subject = subject
        self.language = language
    }
}

/// What the endpoint shows beside readers' own subscriptions.
package struct PublicArchive: Sendable {
    package var store: any Archive
    /// nil where the templates cannot be used: then letters are said to come back, and pictures are served all the same.
    package var pages: (any IssuePages)?
    /// Where the endpoint is reached from outside; nil where no setting says so.
    package var publicURL: String?

    package init(store: any Archive, pages: (any IssuePages)?, publicURL: String?) {
        self.store = store
        self.pages = pages
        self.publicURL = publicURL
    }
}
