/// One reply of an SMTP server (RFC 5321 section 4.2), all its lines read.
package struct Reply: Sendable, Hashable {
    /// Three digits, 200 to 599.
    package var code: Int
    /// The enhanced status code `class.subject.detail` (RFC 2034, RFC 3463), when the text begins with one.
    package var enhanced: String?
    /// The lines joined by a space, without codes: printable, bytes that are no UTF-8 read as Latin-1, at most 512
    /// characters.
    package var text: String

    package init(code: Int, enhanced: String?, text: String) {
        self.code = code
        self.enhanced = enhanced
        self.text = text
    }

    /// Code, enhanced status code and text, as the server said them.
    package var line: String { ["\(code)", enhanced, text].compactMap(\.self).joined(separator: " ") }

    /// 2xx: done.
    package var isPositive: Bool { (200..<300).contains(code) }
    /// 4xx: try again later.
    package var isTransient: Bool { (400..<500).contains(code) }
    /// 5xx: do not repeat unchanged.
    package var isPermanent: Bool { (500..<600).contains(code) }
}
