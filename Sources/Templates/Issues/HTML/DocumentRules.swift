/// What a whole document must be for a footer to stand at the end of its body, seen by everybody.
struct DocumentRules {
    private(set) var faults: [IssueFault] = []
    /// What selectors could find around the footer.
    private(set) var around = SelectorReach(own: [])
    private let places: SourcePlaces

    /// - Parameter isCut: Whether something takes in all that follows: what is missing then is no slip of its own.
    init(_ tokens: [HTMLToken], in scalars: [Unicode.Scalar], places: SourcePlaces, isCut: Bool) {
        self.places = places
        for name in ["html", "head", "body"] { once(name, tokens, isCut: isCut) }
        frames(tokens, scalars)
        guard let end = tokens.first(where: { $0.kind == .closing && $0.name == "body" }) else {
            if !isCut {
                report(
                    scalars.count, "the document has no </body>", "write it at the end: the footer goes in front of it")
            }
            return
        }
        let isSpace = { (token: HTMLToken) in
            token.kind == .comment || token.kind == .text && token.range.allSatisfy { scalars[$0].isMarkupSpace }
        }
        let behind = tokens.first { token in
            token.range.lowerBound >= end.range.upperBound && !isSpace(token)
                && !(token.kind == .closing && ["html", "body"].contains(token.name))
        }
        if let behind {
            report(
                behind.range.lowerBound, "something stands behind </body>",
                "put it in front of </body>: the footer comes last")
        }
        if let head = tokens.firstIndex(where: { $0.kind == .closing && $0.name == "head" }),
            let between = tokens[(head + 1)...].first(where: { !isSpace($0) }), between.name != "body"
        {
            report(between.range.lowerBound, "something stands between </head> and <body>", "put it into one of them")
        }
        let bodyStart = tokens.first { $0.kind == .opening && $0.name == "body" }?.range.lowerBound ?? 0
        for token in tokens where token.kind == .opening && token.name == "style" && token.range.lowerBound > bodyStart
        {
            report(
                token.range.lowerBound, "a style stands in the body",
                "put it into the head: some mail programs read none elsewhere")
        }
    }

    private mutating func once(_ name: String, _ tokens: [HTMLToken], isCut: Bool) {
        let found = tokens.filter { $0.kind == .opening && $0.name == name }
        if found.isEmpty, name == "body", !isCut {
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
                let hiding = StyleDeclarations(scalars, style, places: places, isAttribute: true).hiding
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
