import Platform

/// A domain's word about who sends its mail (RFC 7208 sections 4.5 to 6).
package struct SPFRecord: Sendable, Hashable {
    /// In the order in which they are tried.
    package let directives: [SPFDirective]
    /// Whose record decides where no directive matches (RFC 7208 section 6.1).
    package let redirect: String?

    /// Whether the text claims to be such a record (RFC 7208 section 4.5).
    package static func isOne(_ text: String) -> Bool {
        let text = text.lowercased()
        return text == "v=spf1" || text.hasPrefix("v=spf1 ")
    }

    /// Reads a record that claims to be one.
    package init(_ text: String) throws(SPFSyntaxFault) {
        var directives: [SPFDirective] = []
        var modifiers: [String: String] = [:]
        for term in text.dropFirst("v=spf1".count).split(separator: " ") {
            guard let modifier = SPFModifier(term) else {
                directives.append(try SPFDirective(term))
                continue
            }
            guard ["redirect", "exp"].contains(modifier.name) else { continue }
            guard modifiers[modifier.name] == nil else { throw SPFSyntaxFault(term, "\(modifier.name) stands twice") }
            try SPFMacro.check(modifier.value, of: term)
            modifiers[modifier.name] = modifier.value
        }
        self.directives = directives
        redirect = modifiers["redirect"]
    }
}

/// A condition, and what follows where it holds.
package struct SPFDirective: Sendable, Hashable {
    package let qualifier: SPFQualifier
    package let mechanism: SPFMechanism
    /// As the record has it.
    package let text: String

    init(_ term: Substring) throws(SPFSyntaxFault) {
        text = String(term)
        let qualifier = term.first.flatMap { SPFQualifier(rawValue: $0) }
        self.qualifier = qualifier ?? .pass
        mechanism = try SPFMechanism(qualifier == nil ? term : term.dropFirst(), of: term)
    }
}

/// What follows where a mechanism matches (RFC 7208 section 4.6.2).
package enum SPFQualifier: Character, Sendable, Hashable {
    case pass = "+"
    case fail = "-"
    case softFail = "~"
    case neutral = "?"
}

/// `name=value` (RFC 7208 section 6). A mechanism has a colon or a slash before any equals sign.
private struct SPFModifier {
    let name: String
    let value: String

    init?(_ term: Substring) {
        guard let equals = term.firstIndex(of: "="), let first = term.utf8.first, Self.isLetter(first),
            term[..<equals].utf8.allSatisfy({
                Self.isLetter($0) || (0x30...0x39).contains($0) || "-_.".utf8.contains($0)
            })
        else { return nil }
        name = term[..<equals].lowercased()
        value = String(term[term.index(after: equals)...])
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

/// What is wrong with a record's form.
package struct SPFSyntaxFault: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    init(_ term: Substring, _ reason: String) { description = "\"\(term.prefix(60))\": \(reason)" }
}
