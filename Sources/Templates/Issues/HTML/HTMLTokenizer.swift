/// Cuts HTML into tokens by the rules of the HTML standard (section 13.2.5), so that what is checked is what a browser will read.
struct HTMLTokenizer {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var tagStart = 0
    private(set) var tokens: [HTMLToken] = []
    private(set) var errors: [(index: Int, error: HTMLError)] = []
    /// Whether something without an end takes in all that follows it.
    var isCut: Bool {
        errors.contains { _, error in
            switch error {
            case .tagWithoutEnd, .commentWithoutEnd, .rawTextWithoutEnd: true
            default: false
            }
        }
    }
    /// How far it reads.
    private let end: Int

    /// Elements whose content is no markup up to their own end: RAWTEXT, RCDATA and script data.
    private static let raw: Set<String> = [
        "style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext",
    ]

    init(_ scalars: [Unicode.Scalar], range: Range<Int>? = nil) {
        self.scalars = scalars
        index = range?.lowerBound ?? 0
        end = range?.upperBound ?? scalars.count
        while index < end { next() }
    }

    private mutating func next() {
        let start = index
        guard scalars[index] == "<", index + 1 < end else { return text(from: start) }
        switch scalars[index + 1] {
        case "!": declaration()
        case "?":
            errors.append((start, .bogusComment))
            bogusComment()
        case "/":
            guard index + 2 < end else { return text(from: start) }
            if scalars[index + 2].isASCIILetter {
                tag(.closing, nameAt: index + 2)
            } else {
                errors.append((start, .bogusComment))
                bogusComment()
            }
        case let scalar where scalar.isASCIILetter: tag(.opening, nameAt: index + 1)
        default: text(from: start)
        }
    }

    private mutating func text(from start: Int) {
        index += 1
        while index < end, scalars[index] != "<" { index += 1 }
        tokens.append(HTMLToken(kind: .text, range: start..<index))
    }

    // MARK: Comments

    private mutating func declaration() {
        let start = index
        if scalars.begins(with: "<!doctype", at: start) {
            while index < end, scalars[index] != ">" { index += 1 }
            index = min(index + 1, end)
            tokens.append(HTMLToken(kind: .doctype, range: start..<index))
        } else if scalars.begins(with: "<!--", at: start) {
            comment()
        } else {
            // Outlook's `<![if !mso]>` and `<![endif]>` are comments to all others.
            if !ConditionalComment.isRevealed(scalars, at: start) { errors.append((start, .bogusComment)) }
            bogusComment()
        }
    }

    private mutating func bogusComment() {
        let start = index
        while index < end, scalars[index] != ">" { index += 1 }
        if index == end { errors.append((start, .commentWithoutEnd)) }
        index = min(index + 1, end)
        tokens.append(HTMLToken(kind: .comment, range: start..<index))
    }

    private mutating func comment() {
        let start = index
        index += 4
        if scalars.begins(with: ">", at: index) || scalars.begins(with: "->", at: index) {
            errors.append((start, .emptyComment))
            index += scalars[index] == ">" ? 1 : 2
            return tokens.append(HTMLToken(kind: .comment, range: start..<index))
        }
        while index < end {
            if scalars.begins(with: "-->", at: index) || scalars.begins(with: "--!>", at: index) { break }
            // But not the `<!-->` that ends `<!--[if !mso]>`.
            let isEnd = ConditionalComment.ends.contains { scalars.begins(with: $0, at: index) }
            if scalars.begins(with: "<!--", at: index), !isEnd { errors.append((index, .nestedComment)) }
            index += 1
        }
        if index >= end {
            errors.append((start, .commentWithoutEnd))
            index = end
        } else {
            index = min(index + (scalars[index + 2] == ">" ? 3 : 4), end)
        }
        tokens.append(HTMLToken(kind: .comment, range: start..<index))
    }

    // MARK: Tags

    /// Of one slip with a quote much else in its tag is wrong: the first is told.
    private mutating func note(_ error: HTMLError, at index: Int) {
        if let last = errors.last, last.index >= tagStart,
            [.quoteInTag, .noSpaceBetweenAttributes].contains(last.error)
        {
            return
        }
        errors.append((index, error))
    }

    private mutating func tag(_ kind: HTMLToken.Kind, nameAt place: Int) {
        let start = index
        tagStart = index
        index = place
        while index < end, !scalars[index].isMarkupSpace, scalars[index] != "/", scalars[index] != ">" { index += 1 }
        let name = scalars.text(place..<index).lowercased()
        var attributes: [HTMLToken.Attribute] = []
        var closesItself = false
        while index < end, scalars[index] != ">" {
            if scalars[index].isMarkupSpace {
                index += 1
            } else if scalars[index] == "/" {
                closesItself = index + 1 < end && scalars[index + 1] == ">"
                index += 1
            } else {
                attribute(&attributes)
            }
        }
        guard index < end else {
            // Nothing of it is a tag: the standard drops it, with all that follows.
            errors.append((start, .tagWithoutEnd))
            return
        }
        index += 1
        tokens.append(
            HTMLToken(
                kind: kind, name: name, attributes: attributes, closesItself: closesItself, range: start..<index))
        if kind == .opening, Self.raw.contains(name) { rawText(of: name, tag: start) }
    }

    private mutating func attribute(_ attributes: inout [HTMLToken.Attribute]) {
        let start = index
        index += 1
        while index < end, !scalars[index].isMarkupSpace, !["/", ">", "="].contains(scalars[index]) { index += 1 }
        let name = scalars.text(start..<index).lowercased()
        if name.unicodeScalars.contains(where: { ["\"", "'", "<"].contains($0) }) {
            note(.quoteInTag, at: start)
        }
        if attributes.contains(where: { $0.name == name }) { errors.append((start, .twiceTheAttribute(name))) }
        var place = index
        while place < end, scalars[place].isMarkupSpace { place += 1 }
        guard place < end, scalars[place] == "=" else {
            return attributes.append(HTMLToken.Attribute(name: name, place: start, value: nil, isQuoted: false))
        }
        index = place + 1
        while index < end, scalars[index].isMarkupSpace { index += 1 }
        let (value, isQuoted) = takeValue()
        attributes.append(HTMLToken.Attribute(name: name, place: start, value: value, isQuoted: isQuoted))
    }

    private mutating func takeValue() -> (Range<Int>, isQuoted: Bool) {
        guard index < end, scalars[index] == "\"" || scalars[index] == "'" else {
            let start = index
            while index < end, !scalars[index].isMarkupSpace, scalars[index] != ">" {
                if ["\"", "'", "<", "`"].contains(scalars[index]) { note(.quoteInTag, at: index) }
                index += 1
            }
            return (start..<index, false)
        }
        let quote = scalars[index]
        let start = index + 1
        index = scalars[start..<end].firstIndex(of: quote) ?? end
        let value = start..<index
        index = min(index + 1, end)
        if index < end, !scalars[index].isMarkupSpace, scalars[index] != "/", scalars[index] != ">" {
            note(.noSpaceBetweenAttributes, at: index)
        }
        return (value, true)
    }

    /// What stands up to the element's own end tag.
    private mutating func rawText(of name: String, tag: Int) {
        let start = index
        var closing = scalars.firstIndex(of: "</\(name)", from: index)
        while let place = closing, place < end, !isEnd(of: name, at: place) {
            closing = scalars.firstIndex(of: "</\(name)", from: place + 1)
        }
        index = min(closing ?? end, end)
        if index == end || name == "plaintext" { errors.append((tag, .rawTextWithoutEnd(name))) }
        if index > start { tokens.append(HTMLToken(kind: .rawText, name: name, range: start..<index)) }
    }

    private func isEnd(of name: String, at place: Int) -> Bool {
        let after = place + 2 + name.unicodeScalars.count
        return after < end && (scalars[after].isMarkupSpace || scalars[after] == "/" || scalars[after] == ">")
    }
}
