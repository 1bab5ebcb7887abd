import Mail

/// The files that go with messages. A connection of its own, opened when the first message has one: no claim waits behind a file.
package final class PostgresAttachments: AttachmentSource {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    ///
    /// - Parameter settings: The database, as the role `facteur_worker`.
    package init(_ settings: DatabaseSettings) {
        var brief = settings
        brief.statementTimeout = min(settings.statementTimeout, .seconds(10))
        session = DatabaseSession(settings: brief)
    }

    package func attachments(of message: MessageID) async throws(OutboxError) -> [StoredAttachment] {
        try await session.rows(Statement.attachmentsToSend, [Value(message)]) { row throws(OutboxError) in
            StoredAttachment(
                name: try row.string("name"), mediaType: try row.string("media_type"),
                digest: try row.string("digest"), size: Int(try row.integer("size")))
        }
    }

    /// Piece by piece: neither side ever has a file in memory twice.
    package func content(of attachment: StoredAttachment) async throws(OutboxError) -> AttachedContent? {
        var pieces: [[UInt8]] = []
        for place in stride(from: 0, to: attachment.size, by: AttachedContent.pieceSize) {
            let values = [Value(attachment.digest), Value(place), Value(AttachedContent.pieceSize)]
            let piece = try await session.rows(Statement.attachmentPiece, values) { row throws(OutboxError) in
                row.text("piece").map { Array($0.utf8) }
            }
            guard let bytes = piece.first ?? nil else { return nil }
            pieces.append(bytes)
        }
        return AttachedContent(pieces: pieces)
    }
}
