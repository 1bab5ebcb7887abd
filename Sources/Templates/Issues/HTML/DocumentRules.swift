/// What a whole document must be for a footer to stand at the end of its body, seen by everybody.
struct DocumentRules {
    private(set) var faults: [IssueFault] = []
    /// What selectors could find around the footer.
    private(set) var around = SelectorReach(own: [])
    private let places: SourcePlaces

    init(_ tokens: [HTMLToken], in scalars: [Unicode.Scalar], places: SourcePlaces) {
        self.places = places
        for name in ["html", "head", "body"] { once(name, tokens) }
        let ends = tokens.filter { $0.kind == .closing && $0.name == "body" }
        guard let end = ends.first else {
            report(scalars.count, "the document has no </body>", "write it at the end: the footer goes in front of it")
            return
        }
        for other in ends.dropFirst() {
            report(other.range.lowerBound, "</body> stands twice", "keep the last one")
        }
        for token in tokens where token.range.lowerBound >= end.range.upperBound {
            switch token.kind {
            case .comment: continue
            case .text where token.range.allSatisfy({ scalars[$0].isMarkupSpace }): continue
            case .closing where token.name == "html" || token.name == "body": continue
            default:
                report(
                    token.range.lowerBound, "something stands behind </body>",
                    "put it in front of </body>: the footer comes last")
            }
            break
        }
        let bodyStart = tokens.first { $0.kind == .opening && $0.name == "body" }?.range.lowerBound ?? 0
        for token in tokens where token.kind == .opening && token.name == "style" && token.range.lowerBound > bodyStart
        {
            report(
                token.range.lowerBound, "a style stands in the body",
                "put it into the head: some mail programs read none elsewhere")
        }
        frames(tokens, scalars)
    }

    private mutating func once(_ name: String, _ tokens: [HTMLToken]) {
        let found = tokens.filter { $0.kind == .opening && $0.name == name }
        if found.isEmpty, name == "body" {
            report(0, "the document has no <body>", "write <body> behind </head>")
        }
        for other in found.dropFirst() {
            report(other.range.lowerBound, "<\(name)> stands twice", "keep the first one")
        }
    }

    /// The elements around all: they may not hide what they hold.
    private mutating func frames(_ tokens: [HTMLToken], _ scalars: [Unicode.Scalar]) {
        var own: Set<String> = []
        for token in tokens where token.kind == .opening && ["html", "body"].contains(token.name) {
            let words = { (name: String) in
                token[name]?.value.map {
                    scalars.text($0).lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
                } ?? []
            }
            own.formUnion(words("class").map { "." + $0 } + words("id").map { "#" + $0 })
            if let style = token["style"]?.value,
                let hiding = StyleDeclarations(scalars, style, places: places).hiding
            {
                report(
                    style.lowerBound,
                    "\(hiding.property): \(hiding.value.prefix(40)) on <\(token.name)> hides the footer", "take it out")
            }
            if let hidden = token["hidden"] {
                report(hidden.place, "hidden on <\(token.name)> hides the footer", "take it out")
            }
        }
        around = SelectorReach(own: own)
    }

    private mutating func report(_ index: Int, _ fault: String, _ mend: String) {
        faults.append(places.fault(at: index, fault, mend))
    }
}
