/// The headers by which a mail program shows a newsletter's reader the way out (RFC 2369, RFC 2919, RFC 8058).
enum ListHeaders {
    /// Keeps the line under the hard limit of 998 (RFC 5322 section 2.1.1): a link cannot be folded.
    private static let longestLink = 900

    /// A list as the header names it: the same for all of its readers.
    struct List: Sendable {
        /// List-Id as far as the list's name.
        private let begun: HeaderWriter
        private let identifier: String
        /// The whole field, where the identifier has a domain in it (RFC 2919 section 2); a bare name gets the sender's.
        private let whole: [UInt8]?

        init(_ list: FormLetter.List) throws(ComposeFault) {
            let begun = HeaderWriter(beginning: "List-Id", phrase: try HeaderText(list.name, of: "the list's name"))
            let labels = list.id.split(separator: ".", omittingEmptySubsequences: false)
            guard labels.allSatisfy(Identity.isToken), list.id.utf8.count <= 255 else {
                throw ComposeFault(
                    "the list's identifier must be letters, digits, hyphens, underscores and single dots")
            }
            self.begun = begun
            identifier = list.id
            guard labels.count > 1 else {
                whole = nil
                return
            }
            var header = HeaderWriter()
            header.finish(begun, identifier: list.id)
            whole = header.bytes
        }

        fileprivate func write(from domain: DomainName, to header: inout HeaderWriter) {
            if let whole { return header.append(whole) }
            header.finish(begun, identifier: identifier + "." + domain.ascii)
        }
    }

    static func write(
        _ unsubscribe: Letter.Unsubscribe, _ list: List, from domain: DomainName, to header: inout HeaderWriter
    ) throws(ComposeFault) {
        list.write(from: domain, to: &header)
        guard let link = WebLink(unsubscribe.link), link.text.utf8.count <= longestLink else {
            throw ComposeFault("the unsubscribe link is no https link of at most \(longestLink) characters")
        }
        if let mailto = unsubscribe.mailto {
            header.field("List-Unsubscribe", items: ["<\(link.text)>,", "<mailto:\(try address(mailto))>"])
        } else {
            header.field("List-Unsubscribe") { bytes in
                bytes.append(UInt8(ascii: "<"))
                bytes += link.text.utf8
                bytes.append(UInt8(ascii: ">"))
            }
        }
        header.append(oneClick)
    }

    private static let oneClick = Array("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".utf8)

    private static func address(_ text: String) throws(ComposeFault) -> String {
        try ComposeFault.ownAddress(text, of: "the unsubscribe address").text
    }
}
