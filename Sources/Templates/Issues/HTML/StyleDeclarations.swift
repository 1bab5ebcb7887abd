import Mail

/// The declarations of a style: what of them could load something, or lay something over the footer.
struct StyleDeclarations {
    struct Declaration: Sendable, Hashable {
        /// In lower case.
        let property: String
        /// In lower case, with single spaces; addresses as they stand.
        let value: String
        let place: Int
    }

    private(set) var declarations: [Declaration] = []
    private(set) var faults: [IssueFault] = []
    private let places: SourcePlaces

    /// Properties that take something out of its place.
    private static let movers: Set<String> = ["transform", "translate", "offset-path", "inset", "-webkit-transform"]

    /// Values of `position` that leave something where it is; more may be computed (`var(--a)`) than is read here.
    private static let inPlace = ["static", "relative", "inherit", "initial", "unset", "revert"]

    /// - Parameter isAttribute: Whether it stands in a tag, where browsers resolve references before they read the style, and not in
    ///   `<style>`.
    init(_ scalars: [Unicode.Scalar], _ range: Range<Int>, places: SourcePlaces, isAttribute: Bool) {
        self.places = places
        let letters = StyleLetter.letters(scalars, range, isAttribute: isAttribute)
        var start = 0
        var depth = 0
        var quote: Unicode.Scalar?
        for (index, letter) in letters.enumerated() {
            let scalar = letter.scalar
            if let open = quote {
                // A line's end ends a string that is not closed (CSS Syntax, section 4.3.5).
                if scalar == open || scalar == "\n" { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == "(" || scalar == ")" {
                depth += scalar == "(" ? 1 : -1
            } else if scalar == ";", depth <= 0 {
                add(letters[start..<index])
                start = index + 1
            }
        }
        add(letters[start...])
    }

    private mutating func add(_ letters: ArraySlice<StyleLetter>) {
        let letters = letters.drop { $0.scalar.isMarkupSpace }
        guard let place = letters.first?.place else { return }
        let text = String(String.UnicodeScalarView(letters.map(\.scalar)))
        if text.holdsMark {
            return report(place, "a placeholder stands in a style", "write the style out: it is the same for everybody")
        }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return }
        let property = halves[0].filter { !$0.isWhitespace }.lowercased()
        let value = halves[1].split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        let declaration = Declaration(property: property, value: value, place: place)
        declarations.append(declaration)
        check(declaration)
    }

    private mutating func check(_ declaration: Declaration) {
        let (property, value) = (declaration.property, declaration.value)
        let shown = "\(property): \(value.prefix(60))"
        // An escape could spell any of the words that are looked for.
        if property.contains("\\") || Self.withoutStrings(value).contains("\\") {
            report(declaration.place, "\(shown) holds an escape", "write its letters out")
        }
        if property == "position", !Self.inPlace.contains(where: value.hasPrefix) {
            report(
                declaration.place, "\(shown) can lay it over the footer",
                "leave it in its place: use a table, or padding")
        }
        if Self.movers.contains(property) {
            report(
                declaration.place, "\(shown) can lay it over the footer",
                "leave it in its place: use a table, or padding")
        }
        if property.hasPrefix("margin") && Self.hasNegative(value)
            || ["top", "bottom", "left", "right"].contains(property)
                && value.contains(where: { ("1"..."9").contains($0) })
        {
            report(declaration.place, "\(shown) can lay it over the footer", "use padding, or a margin of 0 or more")
        }
        if ["box-shadow", "outline", "outline-width", "outline-offset"].contains(property), Self.isHuge(value) {
            report(declaration.place, "\(shown) can lay it over the footer", "use at most 60 pixels")
        }
        if ["behavior", "-moz-binding"].contains(property) || value.contains("expression(") {
            let isVML = value.hasPrefix("url(#default#vml)")
            if !isVML { report(declaration.place, "\(property) runs a program", "take it out") }
            return
        }
        for address in Self.addresses(in: value) where WebLink(address) == nil {
            report(
                declaration.place, "\(property) loads what is no https:// address", "write the whole address: https://…"
            )
        }
    }

    private static func withoutStrings(_ value: String) -> String {
        var plain = ""
        var quote: Character?
        for character in value {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else {
                plain.append(character)
            }
        }
        return plain
    }

    /// Whether a number well below 0 is in a value. With -1px old frameworks set two columns side by side.
    private static func hasNegative(_ value: String) -> Bool {
        // What is computed may come below 0.
        if value.contains("var(") || value.contains("calc(") && value.contains(" - ") { return true }
        return value.split { " (,".contains($0) }.contains { word in
            guard word.hasPrefix("-") else { return false }
            let number = word.dropFirst().prefix { $0.isNumber || $0 == "." }
            let isInPixels = ["", "px"].contains(word.dropFirst(1 + number.count))
            return !number.isEmpty && (Double(number) ?? .infinity) > (isInPixels ? 2 : 0)
        }
    }

    /// Whether a length of more than 60 is in a value.
    private static func isHuge(_ value: String) -> Bool {
        var depth = 0
        return value.split { character in
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            // Numbers of a colour are no lengths.
            return " ,()".contains(character) || depth > 0
        }.contains { word in
            !word.hasPrefix("#") && (Double(word.drop { $0 == "-" }.prefix { $0.isNumber || $0 == "." }) ?? 0) > 60
        }
    }

    private static func addresses(in value: String) -> [String] {
        value.split(separator: "url(", omittingEmptySubsequences: false).dropFirst().map { rest in
            let inner = rest.prefix { $0 != ")" }
            return inner.filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
        }
    }

    /// What would show an element to nobody, or let nobody press it; nil where nothing does.
    var hiding: Declaration? {
        declarations.first { declaration in
            let words = declaration.value.split(whereSeparator: { $0 == " " || $0 == "!" }).map(String.init)
            let first = words.first ?? ""
            switch declaration.property {
            case "display", "pointer-events": return first == "none"
            case "overflow", "overflow-y": return first != "visible" && isLimited
            case "visibility": return first == "hidden" || first == "collapse"
            case "opacity": return (Double(first) ?? 1) < 0.5 || first.hasSuffix("%")
            case "font-size", "max-height", "max-width", "height", "width": return Self.isTiny(first, unitless: 0)
            case "line-height": return Self.isTiny(first, unitless: 0.5)
            case "color", "-webkit-text-fill-color": return first == "transparent"
            case "text-indent": return first.hasPrefix("-")
            case "clip", "clip-path", "mso-hide", "filter": return first != "none" && first != "auto"
            default: return false
            }
        }
    }

    /// Whether its height is not that of what it holds.
    private var isLimited: Bool {
        declarations.contains { declaration in
            ["height", "max-height"].contains(declaration.property)
                && declaration.value.first.map { $0.isNumber || $0 == "." } ?? false
                && !declaration.value.contains("%")
        }
    }

    /// Whether nobody could read what is as large as this; a number without a unit is tiny up to `unitless`.
    private static func isTiny(_ size: String, unitless: Double) -> Bool {
        let digits = size.prefix { $0.isNumber || $0 == "." }
        guard let number = Double(digits.hasPrefix(".") ? "0" + digits : String(digits)) else { return false }
        return switch size.dropFirst(digits.count) {
        case "": number <= unitless
        case "px", "pt": number < 6
        case "em", "rem", "ex", "ch": number < 0.5
        case "%": number < 50
        default: number == 0
        }
    }

    private mutating func report(_ index: Int, _ fault: String, _ mend: String) {
        faults.append(places.fault(at: index, fault, mend))
    }
}
