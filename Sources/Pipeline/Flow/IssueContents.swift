import Mail

/// Newsletters' issues, each asked for once and kept while it is being sent.
actor IssueContents {
    private static let most = 16

    private let outbox: any Outbox
    private var contents: [MessageID: StoredIssue] = [:]

    init(_ outbox: any Outbox) { self.outbox = outbox }

    /// An issue; nil when it is unknown. One that is only tried out is asked for each time: its editor may change it until it begins.
    func content(of issue: Claimed.Issue) async throws(OutboxError) -> StoredIssue? {
        if !issue.isTest, let content = contents[issue.id] { return content }
        let content = try await outbox.issue(issue.id)
        guard !issue.isTest else { return content }
        if contents.count >= Self.most { contents = [:] }
        contents[issue.id] = content
        return content
    }
}
