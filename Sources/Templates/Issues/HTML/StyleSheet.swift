/// A style sheet of a whole document: what of it could load something, cover the footer or hide it.
struct StyleSheet {
    private(set) var faults: [IssueFault] = []
    private let scalars: [Unicode.Scalar]
    private let places: SourcePlaces
    /// Of the elements that the footer stands in, beside its own.
    private let around: SelectorReach
    private var index: Int
    private let end: Int

    /// At-rules that hold rules.
    private static let groups: Set<String> = ["media", "supports", "layer", "container", "-moz-document"]

    init(_ scalars: [Unicode.Scalar], _ range: Range<Int>, places: SourcePlaces, around: SelectorReach) {
        self.scalars = Self.withoutComments(scalars, range)
        self.places = places
        self.around = around
        index = range.lowerBound
        end = range.upperBound
        if let open = Self.openComment(scalars, range) {
            faults.append(places.fault(at: open, "a comment of the style has no end", "write */ where it ends"))
        }
        rules(depth: 0)
    }

    /// Reads rules up to the end of the block, or of the sheet.
    private mutating func rules(depth: Int) {
        while let start = nextWord() {
            if scalars[start] == "}" {
                index = start + 1
                if depth > 0 { return }
                report(start, "} ends no rule of the style", "take it out")
                continue
            }
            index = start
            let head = head()
            let words = scalars.text(start..<head).lowercased()
            guard head < end, scalars[head] != ";" else {
                index = min(head + 1, end)
                statement(words, at: start)
                continue
            }
            index = head + 1
            let name = words.hasPrefix("@") ? String(words.dropFirst().prefix { $0.isLetter || $0 == "-" }) : ""
            if Self.groups.contains(name) {
                rules(depth: depth + 1)
            } else {
                block(words, isAtRule: !name.isEmpty, name: name, at: start)
            }
        }
        if depth > 0 { report(max(end - 1, 0), "a block of the style has no end", "write } where it ends") }
    }

    private mutating func statement(_ words: String, at start: Int) {
        if words.hasPrefix("@import") {
            report(start, "@import loads a style from elsewhere", "write its rules into the head")
        } else if !words.hasPrefix("@charset"), !words.hasPrefix("@namespace"), !words.hasPrefix("@layer") {
            report(start, "a rule of the style has no block", "write { and } around its declarations")
        }
    }

    /// Declarations up to their brace, and whose they are.
    private mutating func block(_ selectors: String, isAtRule: Bool, name: String, at start: Int) {
        if name == "font-face" {
            report(
                start, "@font-face loads a font from elsewhere",
                "name fonts that readers have, such as Georgia or Arial")
        }
        let inner = index
        var depth = 1
        while index < end {
            if scalars[index] == "{" { depth += 1 }
            if scalars[index] == "}" { depth -= 1 }
            if depth == 0 { break }
            index += 1
        }
        if index >= end { report(start, "a rule of the style has no end", "write } where it ends") }
        let range = inner..<min(index, end)
        index = min(index + 1, end)
        let isKeyframes = name.hasSuffix("keyframes")
        if isKeyframes || scalars[range].contains("{") {
            if !isKeyframes {
                report(
                    start, "a rule stands within a rule of the style",
                    "write each on its own: mail programs read no nested ones")
            }
            return
        }
        let declarations = StyleDeclarations(scalars, range, places: places, isAttribute: false)
        faults += declarations.faults
        guard !isAtRule, let hiding = declarations.hiding else { return }
        if let selector = selectors.split(separator: ",").first(where: { around.reaches(String($0)) }) {
            let shown = selector.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            report(
                start, "\(shown.prefix(60)) { \(hiding.property): \(hiding.value.prefix(40)) } can hide the footer",
                "name what it is for by a class of its own")
        }
    }

    /// Up to the brace or semicolon that ends what stands in front of a block.
    private mutating func head() -> Int {
        var place = index
        while place < end, !["{", ";", "}"].contains(scalars[place]) { place += 1 }
        return place
    }

    private func nextWord() -> Int? {
        guard index < end else { return nil }
        return scalars[index..<end].firstIndex { !$0.isMarkupSpace }
    }

    private static func openComment(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        while let start = scalars.firstIndex(of: "/*", from: place), start < range.upperBound {
            guard let end = scalars.firstIndex(of: "*/", from: start + 2), end < range.upperBound else { return start }
            place = end + 2
        }
        return nil
    }

    /// The same with comments as spaces, and the marks with which old sheets hid from older browsers.
    private static func withoutComments(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> [Unicode.Scalar] {
        var plain = scalars
        for index in range where plain[index] == .nothing { plain[index] = " " }
        var place = range.lowerBound
        while let start = scalars.firstIndex(of: "/*", from: place), start < range.upperBound {
            let end = scalars.firstIndex(of: "*/", from: start + 2).map { $0 + 2 } ?? range.upperBound
            for index in start..<min(end, range.upperBound) where plain[index] != "\n" { plain[index] = " " }
            place = end
        }
        return plain
    }

    private mutating func report(_ index: Int, _ fault: String, _ mend: String) {
        faults.append(places.fault(at: index, fault, mend))
    }
}
