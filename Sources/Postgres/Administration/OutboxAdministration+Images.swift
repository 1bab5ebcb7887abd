import Mail

/// Pictures of issues, as an operator stores and sees them.
extension OutboxAdministration {
    /// Stores a picture, once by content; its hash. One that is there gets these words.
    ///
    /// - Parameters:
    ///   - measure: What the file's own header says.
    ///   - alt: What it shows, in words; empty where it only decorates.
    package func addImage(
        _ content: [UInt8], _ measure: ImageMeasure, alt: String
    ) async throws(OutboxError) -> String {
        let values = [
            Value("\\x" + content.hexadecimal), Value(measure.format.mediaType), Value(measure.width),
            Value(measure.height), Value(alt), Value(person),
        ]
        let hashes = try await session.rows(Statement.addImage, values) { row throws(OutboxError) in
            try row.string("hash")
        }
        guard let hash = hashes.first else {
            throw .statement("database: no hash came back: report it with the server's log")
        }
        return hash
    }

    /// The pictures that are stored, the latest first.
    package func images(limit: Int) async throws(OutboxError) -> [ImageRecord] {
        try await session.rows(Statement.images, [Value(limit)]) { row throws(OutboxError) in
            ImageRecord(
                hash: try row.string("hash"), mediaType: try row.string("media_type"),
                width: Int(try row.integer("width")), height: Int(try row.integer("height")),
                bytes: Int(try row.integer("bytes")), alt: try row.string("alt"), addedAt: try row.timestamp("added_at")
            )
        }
    }
}

/// A picture that is stored.
package struct ImageRecord: Sendable, Hashable, Encodable {
    /// SHA-256 in hexadecimal digits.
    package var hash: String
    package var mediaType: String
    /// In pixels.
    package var width: Int
    package var height: Int
    package var bytes: Int
    package var alt: String
    package var addedAt: Timestamp
}
