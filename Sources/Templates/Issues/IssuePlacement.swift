import Mail

/// Puts places for readers' values where an issue's marks stand, each as what is around it asks: words, a link, or nothing. On the way the
/// shop's own links get their campaign.
struct IssuePlacement {
    /// What stands in the places.
    private(set) var values = IssueValues()
    private let marks: IssueMarks
    private let viewLink: String
    private let campaign: CampaignLinks

    init(_ marks: IssueMarks, viewLink: String, campaign: CampaignLinks) {
        self.marks = marks
        self.viewLink = viewLink
        self.campaign = campaign
    }

    /// Words that a template's engine escapes: the subject, the title, the preheader, the plain part.
    mutating func text(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var placed = ""
        var index = 0
        while let start = scalars.firstIndex(of: "https://", from: index) {
            let link = start..<Self.linkEnd(from: start, in: scalars)
            placed += words(scalars[index..<start]) { $0 }
            placed += self.link(scalars[link], ampersand: "&") { $0 }
            index = link.upperBound
        }
        return placed + words(scalars[index...]) { $0 }
    }

    /// HTML, the editor's own or what Markdown has made. Throws where a picture's address would differ by reader.
    mutating func html(_ html: String) throws(RenderFault) -> String {
        try self.html(Array(html.unicodeScalars), 0..<html.unicodeScalars.count)
    }

    private mutating func html(_ scalars: [Unicode.Scalar], _ range: Range<Int>) throws(RenderFault) -> String {
        var placed = ""
        var index = range.lowerBound
        for token in HTMLTokenizer(scalars, range: range).tokens {
            // What no token is: a tag without its end.
            placed += nothing(scalars[index..<token.range.lowerBound])
            index = token.range.upperBound
            switch token.kind {
            case .text: placed += words(scalars[token.range], HTMLText.escaped)
            case .rawText:
                placed +=
                    token.name == "title"
                    ? words(scalars[token.range], HTMLText.escaped) : nothing(scalars[token.range])
            case .comment: placed += try comment(scalars, token.range)
            case .opening: placed += try tag(token, scalars)
            case .closing, .doctype: placed += nothing(scalars[token.range])
            }
        }
        return placed + nothing(scalars[index..<range.upperBound])
    }

    /// Of what Outlook alone shows, the places too.
    private mutating func comment(_ scalars: [Unicode.Scalar], _ range: Range<Int>) throws(RenderFault) -> String {
        guard scalars.begins(with: "<!--[if", at: range.lowerBound),
            let bracket = scalars.firstIndex(of: "]>", from: range.lowerBound), bracket + 2 < range.upperBound,
            let end = scalars.firstIndex(of: "<![endif]-->", from: bracket), end < range.upperBound
        else { return nothing(scalars[range]) }
        let shown = try html(scalars, bracket + 2..<end)
        return scalars.text(range.lowerBound..<bracket + 2) + shown + scalars.text(end..<range.upperBound)
    }

    private mutating func tag(_ token: HTMLToken, _ scalars: [Unicode.Scalar]) throws(RenderFault) -> String {
        var placed = ""
        var index = token.range.lowerBound
        for attribute in token.attributes {
            guard let range = attribute.value else { continue }
            placed += nothing(scalars[index..<range.lowerBound])
            index = range.upperBound
            let value = scalars[range]
            switch attribute.name {
            case "href": placed += link(value, ampersand: "&amp;", HTMLText.escaped)
            case "src", "srcset", "background", "poster":
                guard !marks.areIn(value) else {
                    throw RenderFault("the issue has a picture whose address differs by reader", cause: .template)
                }
                placed += scalars.text(range)
            case "style": placed += nothing(value)
            default:
                // Without quotes a value's space would begin another attribute.
                placed += attribute.isQuoted ? words(value, HTMLText.escaped) : inLink(value)
            }
        }
        return placed + nothing(scalars[index..<token.range.upperBound])
    }

    // MARK: Places

    private mutating func words(_ scalars: ArraySlice<Unicode.Scalar>, _ escaped: (String) -> String) -> String {
        var placed = ""
        for piece in marks.pieces(scalars) {
            switch piece {
            case .words(let words): placed += words.text(0..<words.count)
            case .tag(let tag) where tag.name == "view_link": placed += escaped(viewLink)
            case .tag(let tag): placed += place(IssueValue(tag.name, fallback: tag.fallback))
            }
        }
        return placed
    }

    private mutating func link(
        _ scalars: ArraySlice<Unicode.Scalar>, ampersand: String, _ escaped: (String) -> String
    ) -> String {
        let pieces = marks.pieces(scalars)
        if pieces.count == 1, case .tag(let tag)? = pieces.first, tag.isLink {
            return tag.name == "view_link" ? escaped(viewLink) : place(IssueValue(tag.name))
        }
        var placed = ""
        for piece in pieces {
            switch piece {
            case .words(let words): placed += words.text(0..<words.count)
            case .tag(let tag) where tag.name == "view_link": placed += viewLink.percentEncoded
            case .tag(let tag):
                // Nobody's value says where a link leads.
                placed +=
                    LinkValue(placed + Placeholders.mark(0)).placeholderIsInHost
                    ? tag.fallback.percentEncoded
                    : place(IssueValue(tag.name, fallback: tag.fallback, isInLink: true))
            }
        }
        return campaign.tagged(placed, ampersand: ampersand)
    }

    /// Values as a link has them, in whatever is no link.
    private mutating func inLink(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var placed = ""
        for piece in marks.pieces(scalars) {
            switch piece {
            case .words(let words): placed += words.text(0..<words.count)
            case .tag(let tag): placed += place(IssueValue(tag.name, fallback: tag.fallback, isInLink: true))
            }
        }
        return placed
    }

    /// Where no value may stand: in a style, in the name of an element, in a comment.
    private func nothing(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var placed = ""
        for piece in marks.pieces(scalars) {
            if case .words(let words) = piece { placed += words.text(0..<words.count) }
        }
        return placed
    }

    private mutating func place(_ value: IssueValue) -> String { Placeholders.mark(values.number(of: value)) }

    /// Where a link in plain words ends: at white space or a quotation mark, without the signs that end a sentence.
    private static func linkEnd(from start: Int, in scalars: [Unicode.Scalar]) -> Int {
        var end = start
        while end < scalars.count, !scalars[end].properties.isWhitespace,
            !"<>\"«»“”".unicodeScalars.contains(scalars[end])
        {
            end += 1
        }
        while end > start + 8 {
            let last = scalars[end - 1]
            let isUnbalanced =
                last == ")" && scalars[start..<end].count { $0 == ")" } > scalars[start..<end].count { $0 == "(" }
            guard isUnbalanced || ".,;:!?'’…".unicodeScalars.contains(last) else { break }
            end -= 1
        }
        return end
    }
}
