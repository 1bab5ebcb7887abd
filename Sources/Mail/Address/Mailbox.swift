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

    /// Reads a setting: `compte@boutique.example`, `Boutique L’Œuf <compte@boutique.example>`, or the name in quotes. One address
    /// alone: a list has no place in the settings.
    package init(parsing text: String) throws(ComposeFault) {
        guard text.last == ">", let bracket = text.lastIndex(of: "<") else {
            try self.init(name: nil, address: ComposeFault.ownAddress(text, of: "the mailbox"))
            return
        }
        let address = text[text.index(after: bracket)...].dropLast()
        let name = text[..<bracket].trimmingSpaces()
        try self.init(name: Self.display(name), address: ComposeFault.ownAddress(address, of: "the mailbox"))
    }

    /// The name as readers see it (RFC 5322 section 3.2.5). Refuses what belongs to a second address of a list, of which a name without
    /// quotes would otherwise be the rest.
    private static func display(_ name: Substring) throws(ComposeFault) -> String {
        if let quoted = unquoted(name) { return quoted }
        guard !name.unicodeScalars.contains("@") else {
            throw ComposeFault(
                "the mailbox has more than one address: give one alone, and put a name with an @ into quotes")
        }
        return String(name)
    }

    /// A name that is one quoted string, without its quotes; nil for any other.
    private static func unquoted(_ name: Substring) -> String? {
        guard name.first == "\"" else { return nil }
        var result = ""
        var isEscaped = false
        var rest = name.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"", !isEscaped { return rest.isEmpty ? result : nil }
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return nil
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
