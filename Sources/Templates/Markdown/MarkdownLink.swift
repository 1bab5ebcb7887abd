import Mail

/// What a link or a picture of a Markdown text comes to in a letter.
enum MarkdownLink {
    /// The words that lead somewhere, and what follows them: of a bare link the parser takes all up to the next plain space, a
    /// non-breaking one and the guillemet behind it too. A bare one has its words from the source.
    case link(String, words: String?, rest: String)
    /// Words as they stand in the source, where the link is none that a letter may have.
    case words(before: String, after: String)

    init(_ node: MarkdownNode) {
        let target = Self.encoded(node.target)
        let own = node.onlyChild.flatMap { $0.element == .text ? $0.literal : nil }
        if let own, let scheme = Self.schemes.first(where: { node.target == $0 + own }) {
            self = node.isBare ? Self.bare(own, scheme: scheme) : Self.whole(own, target)
        } else if Self.isSafe(target), !node.words.isEmpty || node.onlyChild?.element == .image {
            self = .link(target, words: nil, rest: "")
        } else {
            self = .words(before: "[", after: "](\(node.target))")
        }
    }

    /// What the parser puts in front of a bare address, host name or link.
    private static let schemes = ["", "mailto:", "http://"]

    /// An address between pointed brackets, or behind itself.
    private static func whole(_ words: String, _ target: String) -> MarkdownLink {
        guard isSafe(target) else { return .words(before: "", after: "") }
        let isAddress = words.prefix("mailto:".count).lowercased() == "mailto:"
        return .link(target, words: isAddress ? String(words.dropFirst("mailto:".count)) : words, rest: "")
    }

    private static func bare(_ words: String, scheme: String) -> MarkdownLink {
        var link = words.unicodeScalars.prefix { isSafe($0) || isLetter($0) }
        if link.endIndex < words.endIndex {
            while let last = link.last, ends.contains(last) || isUnbalanced(link) { link.removeLast() }
        }
        let target = encoded(scheme + String(link))
        guard isSafe(target) else { return .words(before: "", after: "") }
        let isAddress = String(link.prefix("mailto:".count)).lowercased() == "mailto:"
        return .link(
            target, words: String(isAddress ? link.dropFirst("mailto:".count) : link),
            rest: String(words.unicodeScalars[link.endIndex...]))
    }

    /// Signs that end a sentence and no link.
    private static let ends: Set<Unicode.Scalar> = [".", ",", ":", ";", "!", "?"]

    private static func isUnbalanced(_ link: Substring.UnicodeScalarView) -> Bool {
        link.last == ")" && link.count { $0 == ")" } > link.count { $0 == "(" }
    }

    /// Whether a letter may lead there as it is sent: `https` or `mailto`, without a sign that HTML could take for its own.
    static func isSafe(_ target: String) -> Bool {
        let isKnown = ["https://", "mailto:"].contains { target.hasPrefix($0) && target.utf8.count > $0.utf8.count }
        return isKnown && target.unicodeScalars.allSatisfy(isSafe)
    }

    /// Whether a letter may lead where an editor wrote.
    static func isLink(_ target: String) -> Bool { isSafe(encoded(filled(target))) }

    /// Whether a letter may show the picture that an editor wrote.
    static func isPicture(_ target: String) -> Bool { isLink(target) && encoded(filled(target)).hasPrefix("https:") }

    /// The link with a letter for each of the reader's own values that an editor wrote into it. One that is such a value is judged by
    /// who knows what they hold.
    private static func filled(_ target: String) -> String {
        guard target.contains("{{") else { return target }
        var rest = target[...]
        var filled = target.hasPrefix("{{") ? "https://" : ""
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            filled += rest[..<start.lowerBound] + "a"
            rest = rest[end.upperBound...]
        }
        return filled + rest
    }

    /// The link as it is sent: behind the host all that a link cannot hold, as octets (RFC 3986 section 2.1, RFC 3987 section 3.1); the host
    /// as the DNS knows it.
    ///
    /// What turns the writing direction, and what no one types into a link, is left as it is: `isSafe` refuses it.
    static func encoded(_ target: String) -> String {
        let target = withPlainScheme(target)
        guard let start = target.firstRange(of: "://")?.upperBound else {
            return target.hasPrefix("mailto:") ? "mailto:" + octets(target.dropFirst("mailto:".count)) : target
        }
        let end = target[start...].firstIndex { "/?#".contains($0) } ?? target.endIndex
        let host = target[start..<end]
        let name = host.utf8.allSatisfy { $0 < 0x80 } ? nil : try? DomainName(host).ascii
        return target[..<start] + (name ?? String(host)) + octets(target[end...])
    }

    /// Schemes are the same in capitals (RFC 3986 section 3.1).
    private static func withPlainScheme(_ target: String) -> String {
        let scheme = ["https:", "mailto:"].first { target.prefix($0.count).lowercased() == $0 }
        return scheme.map { $0 + target.dropFirst($0.count) } ?? target
    }

    private static func octets(_ text: Substring) -> String {
        text.unicodeScalars.map { scalar in
            let isKept = isPlain(scalar) || scalar.turnsDirection || scalar.value < 0x20
            return isKept
                ? String(scalar) : String(scalar).utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
        }.joined()
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || "0123456789-._~:/?#@!$&()*+,;=%".unicodeScalars.contains(scalar))
    }

    /// A letter or digit beyond ASCII, or a mark of one.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark)
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value < 0x7F && !"<>\"'`\\".unicodeScalars.contains(scalar)
    }

    /// The address and the alternative of a picture that a letter may show.
    static func picture(_ node: MarkdownNode) -> (source: String, alternative: String)? {
        let (source, words) = (encoded(node.target), node.words)
        return isSafe(source) && source.hasPrefix("https:") && !words.isEmpty ? (source, words) : nil
    }
}
