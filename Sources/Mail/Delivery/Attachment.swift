/// A file that goes with a message.
package struct Attachment: Sendable {
    /// As the reader's machine will store it: no path, no control character.
    package let name: String
    /// `application/pdf`, perhaps with parameters (RFC 2045 section 5.1).
    package let mediaType: String
    package let content: AttachedContent

    package init(name: String, mediaType: String, content: AttachedContent) {
        self.name = name
        self.mediaType = mediaType
        self.content = content
    }
}

/// What is in a file, as it leaves: base64 in lines of 76 columns (RFC 2045 section 6.8). In pieces, which all messages share that have the
/// file: nobody copies them.
package struct AttachedContent: Sendable, Hashable {
    /// Each ends with CRLF.
    package let pieces: [[UInt8]]

    /// Bytes of the file that one piece holds when it is full: whole lines.
    package static let pieceSize = 4096 * lineSize

    /// Bytes of the file in a line.
    private static let lineSize = 57

    package init(pieces: [[UInt8]]) { self.pieces = pieces }

    /// Encodes a file.
    package init(_ file: [UInt8]) {
        var pieces: [[UInt8]] = []
        var rest = file[...]
        while !rest.isEmpty {
            var piece: [UInt8] = []
            var lines = rest.prefix(Self.pieceSize)
            rest = rest.dropFirst(Self.pieceSize)
            piece.reserveCapacity(Self.encodedSize(lines.count))
            while !lines.isEmpty {
                Base64.append(lines.prefix(Self.lineSize), to: &piece)
                piece += [0x0D, 0x0A]
                lines = lines.dropFirst(Self.lineSize)
            }
            pieces.append(piece)
        }
        self.pieces = pieces
    }

    /// How many bytes a file of so many takes as it leaves.
    package static func encodedSize(_ size: Int) -> Int {
        let lines = (size + lineSize - 1) / lineSize
        return (size + 2) / 3 * 4 + 2 * lines
    }
}

/// What the outbox knows of a message's attachment before its content is fetched.
package struct StoredAttachment: Sendable, Hashable {
    package var name: String
    package var mediaType: String
    /// Tells its content from others: SHA-256, in hexadecimal digits.
    package var digest: String
    /// Bytes of the file.
    package var size: Int

    package init(name: String, mediaType: String, digest: String, size: Int) {
        self.name = name
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
    }
}
