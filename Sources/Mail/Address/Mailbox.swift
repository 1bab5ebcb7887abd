/// An address with the name that the reader sees beside it (RFC 5322 section 3.4).
package struct Mailbox: Sendable, Hashable {
    /// Checked for header use, in NFC; nil where there is none.
    package let name: String?
    package let address: EmailAddress

    /// Refuses a name that holds a control character.
    package init(name: String?, address: EmailAddress) throws(ComposeFault) {
        self.name = if let name, !name.isEmpty { try HeaderText(name, of: "the display name").value } else { nil }
        self.address = address
    }

    /// Reads a setting: `compte@boutique.example`, `Boutique L’Œuf <compte@boutique.example>`, or the name in quotes.
    package init(parsing text: String) throws(ComposeFault) {
        guard text.last == ">", let bracket = text.lastIndex(of: "<") else {
            try self.init(name: nil, address: ComposeFault.address(text, of: "the mailbox"))
            return
        }
        let address = text[text.index(after: bracket)...].dropLast()
        let name = text[..<bracket].trimmingSpaces()
        try self.init(name: Self.unquoted(name), address: ComposeFault.address(address, of: "the mailbox"))
    }

    private static func unquoted(_ name: Substring) -> String {
        guard name.count >= 2, name.first == "\"", name.last == "\"" else { return String(name) }
        var result = ""
        var isEscaped = false
        for character in name.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
