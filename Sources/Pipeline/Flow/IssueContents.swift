import Mail

/// Newsletters' issues, each asked for once and kept while it is being sent.
actor IssueContents {
    private static let most = 16

    private let outbox: any Outbox
    private var contents: [MessageID: StoredIssue] = [:]

    init(_ outbox: any Outbox) { self.outbox = outbox }

    /// An issue; nil when it is unknown.
    func content(of issue: MessageID) async throws(OutboxError) -> StoredIssue? {
        if let content = contents[issue] { return content }
        let content = try await outbox.issue(issue)
        if contents.count >= Self.most { contents = [:] }
        contents[issue] = content
        return content
    }
}
