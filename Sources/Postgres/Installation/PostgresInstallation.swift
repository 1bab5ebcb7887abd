import Mail

/// Tells the database what it must know of this installation: the kinds that there are templates for, and what the settings say. As the
/// role `facteur_worker`.
package final class PostgresInstallation: Sendable {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) { session = DatabaseSession(settings: settings) }

    /// Connects ahead of what is to be told.
    package func open() async { await session.open() }

    /// Tells it which kinds there are, what their parameters may hold, and how many of each a recipient gets.
    package func publish(_ kinds: [KindDefinition]) async throws(OutboxError) {
        try await session.execute(Statement.publishKinds, [Value("[\(kinds.map(\.json).joined(separator: ","))]")])
        let limits = kinds.map(\.limitJSON).joined(separator: ",")
        try await session.execute(Statement.publishLimits, [Value("[\(limits)]")])
        let kept = kinds.map { "\(JSONText.string($0.name)):\($0.keepsAttachments)" }.joined(separator: ",")
        try await session.execute(Statement.publishKeptAttachments, [Value("{\(kept)}")])
    }

    /// Tells it what the settings say of newsletters and of the public pages.
    package func publish(_ installation: Installation) async throws(OutboxError) {
        try await session.execute(Statement.publishInstallation, [Value(installation.json)])
        try await session.execute(Statement.publishAttachmentLimit, [Value(installation.attachmentLimit)])
        try await session.execute(Statement.publishTimeZone, [Value(installation.zone.rawValue)])
    }
}
