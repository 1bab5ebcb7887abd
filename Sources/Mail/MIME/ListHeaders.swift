/// The headers by which a mail program shows a newsletter's reader the way out (RFC 2369, RFC 2919, RFC 8058).
enum ListHeaders {
    /// Keeps the line under the hard limit of 998 (RFC 5322 section 2.1.1): a link cannot be folded.
    private static let longestLink = 900

    /// List-Id as far as the list's name: it is the same for all readers.
    static func begun(_ name: String) throws(ComposeFault) -> HeaderWriter {
        HeaderWriter(beginning: "List-Id", phrase: try HeaderText(name, of: "the list's name"))
    }

    static func write(
        _ unsubscribe: Letter.Unsubscribe, _ list: FormLetter.List, begun: HeaderWriter, from domain: DomainName,
        to header: inout HeaderWriter
    ) throws(ComposeFault) {
        header.finish(begun, identifier: try identifier(list.id, from: domain))
        guard let link = WebLink(unsubscribe.link), link.text.utf8.count <= longestLink else {
            throw ComposeFault("the unsubscribe link is no https link of at most \(longestLink) characters")
        }
        if let mailto = unsubscribe.mailto {
            header.field("List-Unsubscribe", items: ["<\(link.text)>,", "<mailto:\(try address(mailto))>"])
        } else {
            header.field("List-Unsubscribe", "<\(link.text)>")
        }
        header.append(oneClick)
    }

    private static let oneClick = Array("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".utf8)

    /// A list's identifier has a domain in it (RFC 2919 section 2); a bare name gets the sender's.
    private static func identifier(_ text: String, from domain: DomainName) throws(ComposeFault) -> String {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy({ Identity.isToken(Substring($0)) }), text.utf8.count <= 255 else {
            throw ComposeFault("the list's identifier must be letters, digits, hyphens, underscores and single dots")
        }
        return labels.count > 1 ? text : "\(text).\(domain.ascii)"
    }

    private static func address(_ text: String) throws(ComposeFault) -> String {
        try ComposeFault.address(text, of: "the unsubscribe address").text
    }
}
