/// A mail as its reader sees it: headers decoded, the text and the HTML picked out of their parts.
package struct MailReader: Sendable {
    /// One header field, unfolded, its encoded-words read.
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    /// In the order they were written.
    package let headers: [Field]
    /// The first `text/plain` part; lines end in LF.
    package let text: String?
    /// The first `text/html` part; lines end in LF.
    package let html: String?

    package init(_ bytes: [UInt8]) {
        let mail = Entity(bytes[...])
        headers = mail.fields.map { Field(name: $0.name, value: EncodedWords.decode($0.value)) }
        let leaves = Self.leaves(of: mail, depth: 0)
        text = leaves.first { $0.type == "text/plain" }?.text
        html = leaves.first { $0.type == "text/html" }?.text
    }

    /// The first field of a name, in any case; nil when there is none.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    private static func leaves(of entity: Entity, depth: Int) -> [Entity] {
        guard entity.type.hasPrefix("multipart/"), depth < 8 else { return [entity] }
        return entity.parts.flatMap { leaves(of: $0, depth: depth + 1) }
    }
}
