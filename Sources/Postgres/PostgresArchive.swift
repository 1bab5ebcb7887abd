import Mail

/// What everybody may read of newsletters, as the role `facteur_web`. A connection of its own: who leaves a list never waits for who reads.
package final class PostgresArchive: Archive {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) {
        var brief = settings
        brief.statementTimeout = min(settings.statementTimeout, .seconds(10))
        session = DatabaseSession(settings: brief)
    }

    package func list(named name: String) async throws(OutboxError) -> ArchivedList? {
        try await session.rows(Statement.publicList, [Value(name)]) { row throws(OutboxError) in
            ArchivedList(
                title: row.text("title"), locale: row.text("locale"), issues: Int(try row.integer("issues")),
                createdAt: try row.timestamp("created_at"))
        }.first
    }

    package func issues(
        of list: String, after passed: Int, limit: Int
    ) async throws(OutboxError) -> [ArchiveEntry] {
        try await session.rows(Statement.publicIssues, [Value(list), Value(passed), Value(limit)]) {
            row throws(OutboxError) in
            ArchiveEntry(id: try row.message("issue"), publishedAt: try row.timestamp("published_at"))
        }
    }

    package func issue(_ id: MessageID) async throws(OutboxError) -> PublishedIssue? {
        try await session.rows(Statement.publishedIssue, [Value(id)]) { row throws(OutboxError) in
            PublishedIssue(
                issue: StoredIssue(
                    content: try row.string("content"),
                    list: StoredIssue.List(
                        name: try row.string("list"), title: row.text("title"), listID: row.text("list_id"),
                        shownTitle: row.text("shown_title"), locale: row.text("locale"))),
                isPublic: row.flag("is_public"), publishedAt: try row.timestamp("published_at"))
        }.first
    }

    package func image(_ hash: String) async throws(OutboxError) -> HostedImage? {
        try await session.rows(Statement.findImage, [Value(hash)]) { row throws(OutboxError) in
            HostedImage(
                format: try row.required("media_type", ImageFormat.init(mediaType:)),
                content: try row.required("content", [UInt8].init(hexadecimal:)))
        }.first
    }
}
