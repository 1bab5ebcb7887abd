/// What everybody may read of newsletters: issues that have begun to go out, and the pictures in them.
package protocol Archive: Sendable {
    /// A list whose issues are public; nil for any other, whether there is one of this name or not.
    func list(named name: String) async throws(OutboxError) -> ArchivedList?

    /// The issues of a public list, the latest first.
    ///
    /// - Parameters:
    ///   - passed: How many of the latest are passed over.
    ///   - limit: How many at most, up to 100.
    func issues(of list: String, after passed: Int, limit: Int) async throws(OutboxError) -> [ArchiveEntry]

    /// An issue that has begun to go out, whether its list is public or not; nil for any other.
    func issue(_ id: MessageID) async throws(OutboxError) -> PublishedIssue?

    /// A picture by the SHA-256 of its bytes, in 64 lower-case hexadecimal digits; nil where there is none.
    func image(_ hash: String) async throws(OutboxError) -> HostedImage?
}

/// A list that everybody may read.
package struct ArchivedList: Sendable, Hashable {
    /// What readers are shown; nil where the operator set none.
    package var title: String?
    /// The language that it is written in, a BCP 47 tag; nil where the operator set none.
    package var locale: String?
    /// How many issues are there.
    package var issues: Int
    package var createdAt: Timestamp

    package init(title: String? = nil, locale: String? = nil, issues: Int, createdAt: Timestamp) {
        self.title = title
        self.locale = locale
        self.issues = issues
        self.createdAt = createdAt
    }
}

/// One issue in a list's archive.
package struct ArchiveEntry: Sendable, Hashable {
    package var id: MessageID
    /// When it began to go out.
    package var publishedAt: Timestamp

    package init(id: MessageID, publishedAt: Timestamp) {
        self.id = id
        self.publishedAt = publishedAt
    }
}

/// An issue that has begun to go out.
package struct PublishedIssue: Sendable, Hashable {
    package var issue: StoredIssue
    /// Whether it is shown to everybody, and not only to who has its address.
    package var isPublic: Bool
    package var publishedAt: Timestamp

    package init(issue: StoredIssue, isPublic: Bool, publishedAt: Timestamp) {
        self.issue = issue
        self.isPublic = isPublic
        self.publishedAt = publishedAt
    }
}

/// A picture that issues show.
package struct HostedImage: Sendable, Hashable {
    package var format: ImageFormat
    package var content: [UInt8]

    package init(format: ImageFormat, content: [UInt8]) {
        self.format = format
        self.content = content
    }
}
