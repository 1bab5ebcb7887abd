/// The elements of a rendered HTML part as they stand within each other.
struct MarkupTree {
    struct Element {
        let token: MarkupToken
        let parent: Int?
        var children: [Int] = []
        /// What it says: its words and the alternatives of its pictures, white space as one space.
        var words = ""
        /// Where these begin; nil without any.
        var wordsPlace: Int?
        /// Whether nobody sees it or has it read aloud.
        let isHidden: Bool

        var name: String { token.name }
        var place: Int { token.range.lowerBound }

        /// A declaration of its own style, in lower case: `none` of `text-decoration`.
        func declaration(_ property: String) -> String? {
            for declaration in token["style"]?.value.lowercased().split(separator: ";") ?? [] {
                let halves = declaration.split(separator: ":", maxSplits: 1).map { half in half.filter { $0 != " " } }
                if halves.count == 2, halves[0] == property { return halves[1] }
            }
            return nil
        }
    }

    /// In the order of the source; hidden ones too.
    private(set) var elements: [Element] = []
    /// End tags that end nothing, and elements without an end, by their places.
    private(set) var loose: [(name: String, place: Int)] = []

    /// Elements that may do without an end tag (HTML, section 13.1.2.4).
    private static let endless: Set<String> = [
        "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
    ]

    init(_ view: MarkupView) {
        var open: [(index: Int, style: Style)] = []
        for token in view.tokens {
            switch token.type {
            case .opening: begin(token, &open)
            case .closing:
                guard let index = open.lastIndex(where: { elements[$0.index].name == token.name }) else {
                    loose.append((token.name, token.range.lowerBound))
                    continue
                }
                leave(open[(index + 1)...].map(\.index))
                open.removeSubrange(index...)
            case .text:
                let start = token.range.first { !view.html.scalars[$0].properties.isWhitespace }
                say(Entities.resolved(view.html.text(token.range)), at: start, within: open.map(\.index))
            }
        }
        leave(open.map(\.index))
    }

    /// The elements of these names that are not hidden.
    func seen(_ names: String...) -> [Element] { elements.filter { names.contains($0.name) && !$0.isHidden } }

    /// What an element stands in, from within.
    func ancestors(of element: Element) -> [Element] {
        sequence(first: element) { $0.parent.map { elements[$0] } }.dropFirst().map(\.self)
    }

    private mutating func begin(_ token: MarkupToken, _ open: inout [(index: Int, style: Style)]) {
        let style = (open.last?.style ?? Style()).within(token)
        let parent = open.last?.index
        let isHidden =
            style.isHidden || token["aria-hidden"]?.value == "true" || parent.map { elements[$0].isHidden } ?? false
        elements.append(Element(token: token, parent: parent, isHidden: isHidden))
        let index = elements.count - 1
        if let parent { elements[parent].children.append(index) }
        let isVoid = MarkupView.void.contains(token.name)
        if isVoid, !isHidden { say(token["alt"]?.value ?? " ", at: token.range.lowerBound, within: open.map(\.index)) }
        if !isVoid { open.append((index, style)) }
    }

    private mutating func say(_ words: String, at place: Int?, within indices: [Int]) {
        guard let innermost = indices.last, !["style", "script"].contains(elements[innermost].name) else { return }
        var plain = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace || plain.last != " " { plain.append(isSpace ? " " : scalar) }
        }
        // Hidden words are no words of what is seen around them.
        for index in indices where elements[index].isHidden == elements[innermost].isHidden {
            let known = elements[index].words.unicodeScalars
            let isDouble = plain.first == " " && (known.last ?? " ") == " "
            elements[index].words += String(isDouble ? plain.dropFirst() : plain[...])
            elements[index].wordsPlace = elements[index].wordsPlace ?? place
        }
    }

    private mutating func leave(_ indices: [Int]) {
        for index in indices where !Self.endless.contains(elements[index].name) {
            loose.append((elements[index].name, elements[index].place))
        }
    }
}
