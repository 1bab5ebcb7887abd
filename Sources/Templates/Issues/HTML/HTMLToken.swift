/// One token of HTML, as browsers cut it (HTML standard, section 13.2.5).
struct HTMLToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case doctype, opening, closing, comment, text
        /// What stands within a style or a title, and is no markup.
        case rawText
    }

    struct Attribute: Sendable, Hashable {
        /// In lower case.
        let name: String
        /// Where the name begins.
        let place: Int
        /// Where the value stands, without its quotes; nil for none.
        let value: Range<Int>?
        let isQuoted: Bool
    }

    let kind: Kind
    /// The element's, in lower case; of a raw text that of the element around it; empty for a text and a comment.
    var name = ""
    var attributes: [Attribute] = []
    /// Whether a tag ends in `/>`.
    var closesItself = false
    /// With its brackets.
    let range: Range<Int>

    subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }

    /// Elements that have no end.
    static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
}

/// What the standard calls a parse error, as far as it changes what a reader sees.
enum HTMLError: Sendable, Hashable {
    case tagWithoutEnd, commentWithoutEnd, rawTextWithoutEnd(String)
    /// `<!--` and its end at once, or a comment within a comment.
    case emptyComment, nestedComment
    /// `<!x`, `<?x`, `</ x`: comments to a browser.
    case bogusComment
    case twiceTheAttribute(String)
    case quoteInTag, noSpaceBetweenAttributes
}
