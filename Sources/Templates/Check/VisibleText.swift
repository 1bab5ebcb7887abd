import Mail

/// What of a template's source a reader will see, line by line: without its markup, styles, comments and URLs. A
/// tag of the engine is a sign of no meaning, so that the punctuation after it is looked at too.
struct VisibleText {
    /// Numbered from 1 in the order of the source.
    let lines: [String]

    /// Stands for what is not known before the letter is rendered (U+FFFC, object replacement character).
    private static let value = "\u{FFFC}"

    init(_ source: String, isMarkup: Bool) {
        var scanner = Scanner(isMarkup: isMarkup)
        lines = MustacheToken.lines(of: source).map { tokens in tokens.map { scanner.visible($0) }.joined() }
    }

    private struct Scanner {
        let isMarkup: Bool
        /// What ends the stretch that nobody sees, while inside one.
        private var hiddenUntil: String?

        init(isMarkup: Bool) { self.isMarkup = isMarkup }

        mutating func visible(_ token: MustacheToken) -> String {
            switch token {
            case .words(let words): visible(in: words)
            case .tag: hiddenUntil == nil ? VisibleText.value : ""
            case .comment: ""
            }
        }

        private mutating func visible(in words: Substring) -> String {
            var visible = ""
            var rest = words
            while !rest.isEmpty {
                if let end = hiddenUntil {
                    guard let range = rest.firstRange(of: end) else { return visible }
                    rest = rest[range.upperBound...]
                    hiddenUntil = nil
                } else if let hidden = Self.hidden(rest, isMarkup: isMarkup) {
                    hiddenUntil = hidden
                } else {
                    let (words, count) = Self.words(rest, isMarkup: isMarkup)
                    visible += words
                    rest = rest.dropFirst(count)
                }
            }
            return visible
        }

        /// What ends the hidden stretch that begins here; nil when none does.
        private static func hidden(_ rest: Substring, isMarkup: Bool) -> String? {
            guard isMarkup, rest.hasPrefix("<") else { return nil }
            if rest.hasPrefix("<!--") { return "-->" }
            return rest.hasPrefix("<style") ? "</style>" : ">"
        }

        /// What is seen of the next character, reference or URL, and how many characters it has.
        private static func words(_ rest: Substring, isMarkup: Bool) -> (String, Int) {
            if rest.hasPrefix("https://") || rest.hasPrefix("http://") {
                let url = rest.prefix { !$0.isWhitespace && $0 != "<" }
                return (VisibleText.value, url.count)
            }
            if isMarkup, rest.hasPrefix("&"), let end = rest.firstIndex(of: ";") {
                let entity = rest[...end]
                return (Entities.resolved(String(entity)), entity.count)
            }
            return (String(rest.prefix(1)), 1)
        }
    }
}
