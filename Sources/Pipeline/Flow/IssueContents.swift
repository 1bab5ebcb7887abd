import Mail

/// The contents of newsletters' issues, each asked for once and kept while it is being sent.
actor IssueContents {
    private static let most = 16

    private let outbox: any Outbox
    private var contents: [MessageID: String] = [:]

    init(_ outbox: any Outbox) { self.outbox = outbox }

    /// The content of an issue, a JSON object; nil when it is unknown.
    func content(of issue: MessageID) async throws(OutboxError) -> String? {
        if let content = contents[issue] { return content }
        let content = try await outbox.newsletter(issue)
        if contents.count >= Self.most { contents = [:] }
        contents[issue] = content
        return content
    }
}
