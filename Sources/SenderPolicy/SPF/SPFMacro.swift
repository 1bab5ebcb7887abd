import Platform

/// Places in a record's domains that stand for the mail at hand (RFC 7208 section 7).
struct SPFMacro {
    /// Whose mail it is.
    let address: IPAddress
    /// The envelope sender.
    let sender: String
    /// What the client said in EHLO.
    let helo: String

    private static let letters = "slodiphv"
    private static let delimiters = ".-+,/_="

    /// Throws where the text is no domain that may hold macros: `%{d}`, `%%`, `%_`, `%-`.
    static func check(_ text: String, of term: Substring) throws(SPFSyntaxFault) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw SPFSyntaxFault(term, "only ASCII without spaces is allowed: write the domain in A-labels (xn--)")
        }
        guard !text.isEmpty, pieces(text) != nil else {
            throw SPFSyntaxFault(term, "behind a % only {letter}, %, _ and - are allowed (RFC 7208 section 7.1)")
        }
    }

    /// The text with its macros replaced. A name that is longer than 253 characters loses labels on its left (section 7.3).
    func expand(_ text: String, domain: String) -> String {
        let expanded = (Self.pieces(text) ?? []).map { piece in
            switch piece {
            case .literal(let text): text
            case .macro(let macro): self.text(macro, domain: domain)
            }
        }
        var name = expanded.joined()
        if name.last == "." { name.removeLast() }
        while name.utf8.count > 253, let dot = name.firstIndex(of: ".") {
            name = String(name[name.index(after: dot)...])
        }
        return name
    }

    private enum Piece {
        case literal(String)
        case macro(Macro)
    }

    private struct Macro {
        let letter: Character
        /// How many labels from the right are kept; nil for all.
        let count: Int?
        let isReversed: Bool
        let delimiters: String
    }

    private static func pieces(_ text: String) -> [Piece]? {
        var pieces: [Piece] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                pieces.append(.literal(String(character)))
                continue
            }
            switch rest.popFirst() {
            case "%": pieces.append(.literal("%"))
            case "_": pieces.append(.literal(" "))
            case "-": pieces.append(.literal("%20"))
            case "{":
                guard let end = rest.firstIndex(of: "}"), let macro = macro(rest[..<end]) else { return nil }
                pieces.append(.macro(macro))
                rest = rest[rest.index(after: end)...]
            default: return nil
            }
        }
        return pieces
    }

    private static func macro(_ text: Substring) -> Macro? {
        guard let letter = text.first, letters.contains(letter.lowercased()) else { return nil }
        var rest = text.dropFirst()
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        let isReversed = rest.first == "r" || rest.first == "R"
        if isReversed { rest = rest.dropFirst() }
        let count = digits.isEmpty ? nil : Int(digits)
        guard digits.isEmpty || (count ?? 0) > 0, rest.allSatisfy({ delimiters.contains($0) }) else { return nil }
        return Macro(
            letter: letter, count: count, isReversed: isReversed, delimiters: rest.isEmpty ? "." : String(rest))
    }

    private func text(_ macro: Macro, domain: String) -> String {
        let sides = sender.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let local = sides.count == 2 && !sides[0].isEmpty ? sides[0] : "postmaster"
        let value =
            switch macro.letter.lowercased() {
            case "s": "\(local)@\(sides.last ?? domain)"
            case "l": local
            case "o": sides.last ?? domain
            case "d": domain
            case "i": address.isIPv4 ? address.description : address.nibbles.joined(separator: ".")
            case "h": helo
            case "v": address.isIPv4 ? "in-addr" : "ip6"
            // The name of the address, of which the standard says that it should not be used.
            default: "unknown"
            }
        var labels = value.split(omittingEmptySubsequences: false) { macro.delimiters.contains($0) }
        if macro.isReversed { labels.reverse() }
        let text = labels.suffix(macro.count ?? labels.count).joined(separator: ".")
        return macro.letter.isUppercase ? Self.percentEncoded(text) : text
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
