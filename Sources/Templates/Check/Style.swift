/// What the checks want to know of the styles that an element's words are shown in.
struct Style {
    /// A colour as it is written, and where.
    struct Source {
        var text: String
        var index: Int
    }

    /// Nil for the mail program's own: black on white.
    private(set) var colour: Source?
    private(set) var ground: Source?
    private(set) var isHidden = false

    /// Values that leave the colours of the words around.
    private static let unchanged: Set<String> = ["inherit", "currentcolor", "transparent", "none"]

    /// The style inside an element; only what is written in its own attributes counts, as in the poorest mail program.
    func within(_ token: MarkupToken) -> Style {
        var style = self
        if let ground = token["bgcolor"] { style.ground = Source(text: ground.value, index: ground.range.lowerBound) }
        guard let attribute = token["style"] else { return style }
        for declaration in attribute.value.split(separator: ";") {
            let halves = declaration.split(separator: ":", maxSplits: 1).map { half in
                half.split(separator: " ").joined(separator: " ").lowercased()
            }
            guard halves.count == 2 else { continue }
            let source = Source(text: halves[1], index: attribute.range.lowerBound)
            switch halves[0] {
            case "color" where !Self.unchanged.contains(halves[1]): style.colour = source
            case "background-color" where !Self.unchanged.contains(halves[1]),
                "background" where !Self.unchanged.contains(halves[1]):
                style.ground = source
            case "display": style.isHidden = isHidden || halves[1] == "none"
            default: break
            }
        }
        return style
    }
}
