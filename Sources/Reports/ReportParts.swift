import MailReading

/// The parts of a mail that may say something of ours, in their order: a tree that strangers planted, walked within limits. A returned
/// message is one part, whatever is in it.
struct ReportParts {
    static let deepest = 20
    static let most = 500
    /// Of one part's words: what a server says stands in the first lines of its part.
    private static let longest = 1 << 20

    let all: [Part]

    struct Part {
        /// `message/delivery-status`, in lower case.
        let type: String
        /// Decoded; lines end in LF.
        let text: String
        /// As it came.
        let octets: ArraySlice<UInt8>
    }

    init(of mail: Entity) throws(Refusal) {
        var parts: [Part] = []
        try Self.walk(mail, depth: 0, into: &parts)
        all = parts
    }

    /// The first part of one of these types.
    func text(ofType types: String...) -> String? {
        all.first { types.contains($0.type) }?.text
    }

    /// The mails that it has within it, as they came.
    var messages: [ArraySlice<UInt8>] {
        all.filter { $0.type == "message/rfc822" || $0.type == "message/global" }.map(\.octets)
    }

    /// Every part that is no returned message, as one text.
    var words: String {
        all.filter { $0.type.hasPrefix("text/") && $0.type != "text/rfc822-headers" && $0.type != "text/html" }
            .map(\.text).joined(separator: "\n\n")
    }

    private static func walk(_ entity: Entity, depth: Int, into parts: inout [Part]) throws(Refusal) {
        guard depth <= deepest else { throw .tooDeep }
        guard entity.type.hasPrefix("multipart/") else {
            guard parts.count < most else { throw .tooManyParts }
            parts.append(Part(type: entity.type, text: entity.text(upTo: longest), octets: entity.body))
            return
        }
        for part in entity.parts { try walk(part, depth: depth + 1, into: &parts) }
    }
}
