import Mail

/// Newsletters' issues, each asked for once and kept while it is being sent.
actor IssueContents {
    private static let most = 16

    private let outbox: any Outbox
    private var contents: [MessageID: StoredIssue] = [:]
    /// What is being asked: an issue's first messages all want it at once, and a large one is not to be read thirty times.
    private var questions: [MessageID: Task<Result<StoredIssue?, OutboxError>, Never>] = [:]

    init(_ outbox: any Outbox) { self.outbox = outbox }

    /// An issue; nil when it is unknown. One that is only tried out is asked for each time: its editor may change it until it begins.
    func content(of issue: Claimed.Issue) async throws(OutboxError) -> StoredIssue? {
        guard !issue.isTest else { return try await outbox.issue(issue.id) }
        if let content = contents[issue.id] { return content }
        let question = questions[issue.id] ?? question(issue.id)
        questions[issue.id] = question
        let answer = await question.value
        questions[issue.id] = nil
        let content = try answer.get()
        if contents[issue.id] == nil, contents.count >= Self.most { contents = [:] }
        contents[issue.id] = content
        return content
    }

    private func question(_ issue: MessageID) -> Task<Result<StoredIssue?, OutboxError>, Never> {
        Task { [outbox] in
            do throws(OutboxError) { return .success(try await outbox.issue(issue)) } catch { return .failure(error) }
        }
    }
}
