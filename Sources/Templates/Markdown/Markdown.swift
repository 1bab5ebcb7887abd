/// The small part of Markdown in which an issue of a newsletter may be written: what a letter needs, in CommonMark's notation.
///
///     # Heading, ## and ###        > a quotation
///     - an item, * an item         1. a numbered item
///     ---  a rule                  ![what it shows](https://…)  a picture, alone in its paragraph
///     **strong**  *emphasis*       [words](https://…)  <https://…>  https://…  mailto: too
///     \* a sign that means nothing a backslash at the end of a line breaks it
///
/// Everything else, HTML above all, is text. A link that is neither `https` nor `mailto` is text too, so that whatever an editor
/// pastes becomes a harmless letter.
struct Markdown: Sendable, Hashable {
    enum Block: Sendable, Hashable {
        /// Level 1 to 3.
        case heading(Int, [Span])
        case paragraph([Span])
        case list(items: [[Span]], isNumbered: Bool)
        case quotation([[Span]])
        case rule
        case picture(alternative: String, link: String)
    }

    indirect enum Span: Sendable, Hashable {
        case words(String)
        case strong([Span])
        case emphasis([Span])
        case link([Span], String)
        case lineBreak
    }

    let blocks: [Block]

    init(_ source: String) {
        let lines = source.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
            String(line.prefix { _ in true })
        }
        blocks = lines.split { $0.allSatisfy(\.isWhitespace) }.flatMap { Self.blocks(in: Array($0)) }
    }

    /// The blocks of lines between two blank ones: a heading, a rule or a list needs no blank line before it.
    private static func blocks(in lines: [String]) -> [Block] {
        var blocks: [Block] = []
        var rest = lines[...]
        while let first = rest.first {
            let kind = LineKind(first)
            if kind.standsAlone {
                rest = rest.dropFirst()
                blocks.append(kind.block(of: [first]))
                continue
            }
            let run = rest.prefix { line in
                let next = LineKind(line)
                return next == kind || (next == .words && kind.takesLooseLines)
            }
            rest = rest.dropFirst(run.count)
            blocks.append(kind.block(of: Array(run)))
        }
        return blocks
    }
}

/// What a line's beginning says of it.
private enum LineKind: Hashable {
    case heading(Int)
    case rule
    case picture
    case item, numberedItem, quotation
    case words

    init(_ line: String) {
        let text = line.drop(while: \.isWhitespace)
        let marks = text.prefix { $0 == "#" }.count
        if (1...3).contains(marks), text.dropFirst(marks).first == " " {
            self = .heading(marks)
        } else if text.filter({ !$0.isWhitespace }).count >= 3,
            ["-", "*", "_"].contains(where: { sign in text.allSatisfy { $0 == sign || $0.isWhitespace } })
        {
            self = .rule
        } else if Markdown.Span.picture(text) != nil {
            self = .picture
        } else if text.hasPrefix("- ") || text.hasPrefix("* ") || text.hasPrefix("+ ") {
            self = .item
        } else if Self.number(text) != nil {
            self = .numberedItem
        } else if text.hasPrefix(">") {
            self = .quotation
        } else {
            self = .words
        }
    }

    var standsAlone: Bool {
        switch self {
        case .heading, .rule, .picture: true
        case .item, .numberedItem, .quotation, .words: false
        }
    }

    /// Whether a line without a sign belongs to the one before it.
    var takesLooseLines: Bool { self == .item || self == .numberedItem || self == .quotation }

    func block(of lines: [String]) -> Markdown.Block {
        switch self {
        case .heading(let level): .heading(level, .parsing(lines[0].drop { $0.isWhitespace || $0 == "#" }))
        case .rule: .rule
        case .picture:
            Markdown.Span.picture(lines[0].drop(while: \.isWhitespace)).map {
                .picture(alternative: $0.words, link: $0.link)
            } ?? .rule
        case .item, .numberedItem:
            .list(items: grouped(lines).map { .parsing($0) }, isNumbered: self == .numberedItem)
        case .quotation:
            .quotation(
                lines.map { $0.drop { $0.isWhitespace || $0 == ">" } }.split(whereSeparator: \.isEmpty)
                    .map { .parsing($0.joined(separator: "\n")) })
        case .words: .paragraph(.parsing(lines.joined(separator: "\n")))
        }
    }

    /// One text for each item: its own line without the sign, and the loose lines after it.
    private func grouped(_ lines: [String]) -> [String] {
        var items: [String] = []
        for line in lines {
            let text = line.drop(while: \.isWhitespace)
            if LineKind(line) == self {
                let sign = Self.number(text) ?? 2
                items.append(String(text.dropFirst(sign).drop(while: \.isWhitespace)))
            } else if let last = items.popLast() {
                items.append(last + "\n" + text)
            }
        }
        return items
    }

    /// How many characters the sign of a numbered item takes, `12. `; nil where there is none.
    private static func number(_ text: Substring) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }.count
        guard (1...3).contains(digits), text.dropFirst(digits).hasPrefix(". ") else { return nil }
        return digits + 2
    }
}
