/// A mail as its reader sees it: headers decoded, the text and the HTML picked out of their parts.
package struct MailReader: Sendable {
    /// In the order they were written.
    package let headers: [HeaderField]
    /// The whole, for whoever wants another of its parts.
    package let entity: Entity

    package init(_ bytes: [UInt8]) {
        entity = Entity(bytes[...])
        headers = entity.fields.map { HeaderField(name: $0.name, value: EncodedWordDecoder.decode($0.value)) }
    }

    /// The first `text/plain` part; lines end in LF.
    package var text: String? { text(of: "text/plain") }

    /// The first `text/html` part; lines end in LF.
    package var html: String? { text(of: "text/html") }

    /// The first field of a name, in any case; nil when there is none.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    private func text(of type: String) -> String? {
        Self.leaves(of: entity, depth: 0).first { $0.type == type }?.text
    }

    /// The files that go with it (RFC 2183), in their order.
    package var attachments: [AttachedFile] { Self.leaves(of: entity, depth: 0).compactMap(AttachedFile.init) }

    private static func leaves(of entity: Entity, depth: Int) -> [Entity] {
        guard entity.type.hasPrefix("multipart/"), depth < 8 else { return [entity] }
        return entity.parts.flatMap { leaves(of: $0, depth: depth + 1) }
    }
}

/// A file that goes with a mail.
package struct AttachedFile: Sendable, Hashable {
    package let name: String
    /// `application/pdf`, in lower case.
    package let type: String
    package let octets: [UInt8]

    /// nil for a part that is none.
    fileprivate init?(_ part: Entity) {
        let disposition = part.value("Content-Disposition") ?? ""
        guard disposition.lowercased().hasPrefix("attachment") else { return nil }
        name =
            FieldParameters(disposition)["filename"] ?? FieldParameters(part.value("Content-Type") ?? "")["name"] ?? ""
        type = part.type
        octets = part.octets()
    }
}

/// One header field, unfolded, its encoded-words read.
package struct HeaderField: Sendable, Hashable, Codable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
