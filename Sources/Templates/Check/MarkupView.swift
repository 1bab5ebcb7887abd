/// What a reader of an HTML part sees, gathered in one walk.
struct MarkupView {
    /// Words with the colours that they are shown in.
    struct Run {
        var range: Range<Int>
        var style: Style
    }

    /// A link with the words that are clicked.
    struct Anchor {
        var link: MarkupToken.Attribute
        var words = ""
    }

    let html: TracedText
    let tokens: [MarkupToken]
    private(set) var runs: [Run] = []
    /// The words between one block's begin and the next, without tags; each character with its place in `html`.
    private(set) var lines: [[(scalar: Unicode.Scalar, index: Int)]] = [[]]
    private(set) var anchors: [Anchor] = []
    /// What mailboxes show beside the subject: the hidden words that begin the body, with their place. Nil without such words.
    private(set) var preheader: (text: String, index: Int)?
    private(set) var title: String?

    private static let inline: Set<String> = [
        "a", "abbr", "b", "code", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u", "wbr",
    ]
    static let void: Set<String> = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"]

    init(_ html: TracedText) {
        self.html = html
        tokens = MarkupScanner.tokens(of: html)
        var open: [(name: String, style: Style)] = []
        for token in tokens {
            let style = open.last?.style ?? Style()
            switch token.type {
            case .opening:
                if !Self.inline.contains(token.name) { lines.append([]) }
                if token.name == "a", let link = token["href"] { anchors.append(Anchor(link: link)) }
                if !Self.void.contains(token.name) { open.append((token.name, style.within(token))) }
            case .closing:
                if !Self.inline.contains(token.name) { lines.append([]) }
                if let index = open.lastIndex(where: { $0.name == token.name }) { open.removeSubrange(index...) }
            case .text: text(token.range, style, within: open.map(\.name))
            }
        }
    }

    private mutating func text(_ range: Range<Int>, _ style: Style, within names: [String]) {
        let words = Entities.resolved(html.text(range))
        if names.last == "title" { title = (title ?? "") + words }
        guard !names.contains("head") else { return }
        if style.isHidden {
            let known = preheader?.text ?? ""
            if runs.isEmpty { preheader = (known + words, preheader?.index ?? range.lowerBound) }
            return
        }
        if names.contains("a"), let last = anchors.indices.last { anchors[last].words += words }
        guard html.scalars[range].contains(where: { !$0.properties.isWhitespace }) else {
            return append(range)
        }
        runs.append(Run(range: range, style: style))
        append(range)
    }

    /// Adds words to the line, white space as one space, references as their characters.
    private mutating func append(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            var scalar = html.scalars[index]
            var length = 1
            if scalar == "&", let end = html.scalars[index..<min(index + 10, range.upperBound)].firstIndex(of: ";") {
                let reference = Entities.scalar(of: html.text(index + 1..<end))
                scalar = reference ?? scalar
                length = reference == nil ? 1 : end + 1 - index
            }
            if scalar == "\n" || scalar == "\t" { scalar = " " }
            let isDouble = scalar == " " && (lines[lines.count - 1].last?.scalar ?? " ") == " "
            if !isDouble { lines[lines.count - 1].append((scalar, index)) }
            index += length
        }
    }
}
