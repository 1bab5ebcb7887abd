import Mail
import Web

/// Lists, issues and pictures in memory, which can be lost.
actor MemoryArchive: Archive {
    static let png = HostedImage(format: .png, content: [0x89, 0x50, 0x4E, 0x47, 0, 0xFF])
    static let hash = String(repeating: "0a", count: 32)

    private var lists: [String: ArchivedList]
    private var issues: [MessageID: PublishedIssue] = [:]
    private var isLost = false
    private(set) var questions = 0

    /// - Parameter issues: So many of the list `lettre`, a day apart, which is public, and one of the list `pro`, which is not.
    init(issues count: Int = 3) {
        lists = ["lettre": ArchivedList(title: "La lettre & co", issues: count, createdAt: Timestamp(seconds: 0))]
        for number in 0..<count {
            issues[Self.id(number)] = PublishedIssue(
                issue: StoredIssue(content: "Lettre \(number)", list: StoredIssue.List(name: "lettre")), isPublic: true,
                publishedAt: Timestamp(seconds: 1_798_761_600 + Int64(number) * 86_400))
        }
        issues[Self.id(1000)] = PublishedIssue(
            issue: StoredIssue(content: "Pro", list: StoredIssue.List(name: "pro")), isPublic: false,
            publishedAt: Timestamp(seconds: 1_798_761_600))
    }

    static func id(_ number: Int) -> MessageID { MessageID(high: 0x0190_0000_0000_7000, low: 1 << 63 | UInt64(number)) }

    func lose() { isLost = true }
    func hide(_ list: String) { lists[list] = nil }

    func list(named name: String) throws(OutboxError) -> ArchivedList? {
        try answer()
        return lists[name]
    }

    func issues(of list: String, after passed: Int, limit: Int) throws(OutboxError) -> [ArchiveEntry] {
        try answer()
        let all = issues.filter { $0.value.issue.list?.name == list && $0.value.isPublic }
            .map { ArchiveEntry(id: $0.key, publishedAt: $0.value.publishedAt) }
            .sorted { $0.publishedAt > $1.publishedAt }
        return Array(all.dropFirst(passed).prefix(limit))
    }

    func issue(_ id: MessageID) throws(OutboxError) -> PublishedIssue? {
        try answer()
        return issues[id]
    }

    func image(_ hash: String) throws(OutboxError) -> HostedImage? {
        try answer()
        return hash == Self.hash ? Self.png : nil
    }

    private func answer() throws(OutboxError) {
        questions += 1
        if isLost { throw .unavailable("the database at 127.0.0.1:5432 refuses connections: start it") }
    }
}

/// Pages that say what an issue's content is, and `broken` not at all.
struct PlainPages: IssuePages {
    func page(of issue: StoredIssue, id: MessageID, locale: String) throws(RenderFault) -> IssuePage {
        if issue.content == "broken" { throw RenderFault("newsletter: the templates have no frame") }
        return IssuePage(
            html: """
                <!DOCTYPE html>
                <html lang="\(locale)"><head><title>x</title></head>
                <body class="a"><p>\(issue.content) &amp; <img src="https://shop.test/a.png" alt="]]>"></p></body></html>
                """, subject: "\(issue.content) <\(locale)>", language: locale)
    }
}
