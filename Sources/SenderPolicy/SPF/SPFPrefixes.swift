/// How many bits of an address count: `/24`, `//64`, `/24//64` (RFC 7208 section 5.6).
package struct SPFPrefixes: Sendable, Hashable {
    package var ipv4 = 32
    package var ipv6 = 128

    /// Takes the lengths from the end of a term.
    static func split(_ text: Substring, of term: Substring) throws(SPFSyntaxFault) -> (Substring, SPFPrefixes) {
        var (text, prefixes) = (text, SPFPrefixes())
        if let (rest, digits) = suffix(of: text, behind: "//") {
            prefixes.ipv6 = try number(digits, upTo: 128, of: term)
            text = rest
        }
        if let (rest, digits) = suffix(of: text, behind: "/") {
            prefixes.ipv4 = try number(digits, upTo: 32, of: term)
            text = rest
        }
        return (text, prefixes)
    }

    static func number(_ digits: Substring, upTo most: Int, of term: Substring) throws(SPFSyntaxFault) -> Int {
        let isPlain = digits == "0" || digits.first != "0"
        guard isPlain, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), number <= most
        else { throw SPFSyntaxFault(term, "behind the slash: a whole number from 0 to \(most)") }
        return number
    }

    /// What stands behind the last such mark, unless that is within a macro.
    private static func suffix(of text: Substring, behind mark: String) -> (Substring, Substring)? {
        let digits = text.reversed().prefix { $0 != "/" && $0 != "}" && $0 != ":" }.count
        let rest = text.dropLast(digits)
        guard rest.hasSuffix(mark) else { return nil }
        return (rest.dropLast(mark.count), text.suffix(digits))
    }
}
