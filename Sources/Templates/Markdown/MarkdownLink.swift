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
            self = Self.bare(own, scheme: scheme)
        } else if Self.isSafe(target), !node.words.isEmpty || node.onlyChild?.element == .image {
            self = .link(target, words: nil, rest: "")
        } else {
            self = .words(before: "[", after: "](\(target))")
        }
    }

    /// What the parser puts in front of a bare address, host name or link.
    private static let schemes = ["", "mailto:", "http://"]

    private static func bare(_ words: String, scheme: String) -> MarkdownLink {
        var link = words.unicodeScalars.prefix { isSafe($0) || isLetter($0) }
        if link.endIndex < words.endIndex {
            while let last = link.last, ends.contains(last) || isUnbalanced(link) { link.removeLast() }
        }
        let target = encoded(scheme + String(link))
        guard isSafe(target) else { return .words(before: "", after: "") }
        let isAddress = link.starts(with: "mailto:".unicodeScalars)
        return .link(
            target, words: String(isAddress ? link.dropFirst("mailto:".count) : link),
            rest: String(words.unicodeScalars[link.endIndex...]))
    }

    /// Signs that end a sentence and no link.
    private static let ends: Set<Unicode.Scalar> = [".", ",", ":", ";", "!", "?"]

    private static func isUnbalanced(_ link: Substring.UnicodeScalarView) -> Bool {
        link.last == ")" && link.count { $0 == ")" } > link.count { $0 == "(" }
    }

    /// `https` or `mailto`, without spaces, quotes or signs that HTML could take for its own.
    static func isSafe(_ target: String) -> Bool {
        let isKnown = ["https://", "mailto:"].contains { target.hasPrefix($0) && target.utf8.count > $0.utf8.count }
        return isKnown
            && target.unicodeScalars.allSatisfy(isSafe)
    }

    /// The link as it is sent: letters beyond ASCII, which browsers show behind the host, as octets (RFC 3987 section 3.1).
    private static func encoded(_ target: String) -> String {
        guard let hostStart = target.firstRange(of: "://")?.upperBound,
            let hostEnd = target[hostStart...].firstIndex(where: { "/?#".contains($0) })
        else { return target }
        let rest = target[hostEnd...].unicodeScalars.map { scalar in
            isLetter(scalar)
                ? String(scalar).utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined() : String(scalar)
        }
        return target[..<hostEnd] + rest.joined()
    }

    /// A letter or digit beyond ASCII, or a mark of one.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark)
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value < 0x7F && !"<>\"'`\\".unicodeScalars.contains(scalar)
    }

    /// The alternative of a picture that a letter may show.
    static func alternative(_ picture: MarkdownNode) -> String? {
        let words = picture.words
        return isSafe(picture.target) && picture.target.hasPrefix("https:") && !words.isEmpty ? words : nil
    }
}
