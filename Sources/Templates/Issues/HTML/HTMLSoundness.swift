/// All that is looked for in the HTML of one issue, whose placeholders are masked.
struct HTMLSoundness {
    private(set) var faults: Set<IssueFault> = []
    private let places: SourcePlaces

    init(_ scalars: [Unicode.Scalar]) {
        places = SourcePlaces(scalars)
        let isDocument = Self.isDocument(scalars)
        let tokenizer = HTMLTokenizer(scalars)
        let tokens = tokenizer.tokens
        for (index, error) in tokenizer.errors { report(index, error) }
        faults.formUnion(
            HTMLBalance(tokens, in: scalars, places: places, isOutlook: false, isCut: tokenizer.isCut).faults)
        var rules = ElementRules(scalars, places: places, isDocument: isDocument)
        for token in tokens { rules.check(token, isOutlooks: false) }
        let marks = ConditionalComment.places(in: scalars, comments: tokens.filter { $0.kind == .comment })
        judge(marks)
        var outlooks: [HTMLToken] = []
        if !marks.isEmpty {
            let view = ConditionalComment.outlookView(of: scalars, marks)
            let tokenizer = HTMLTokenizer(view)
            for (index, error) in tokenizer.errors { report(index, error) }
            outlooks = tokenizer.tokens
            faults.formUnion(
                HTMLBalance(outlooks, in: view, places: places, isOutlook: true, isCut: tokenizer.isCut).faults)
            for token in outlooks { rules.check(token, isOutlooks: true) }
        }
        faults.formUnion(rules.faults)
        if isDocument {
            let document = DocumentRules(tokens, in: scalars, places: places, isCut: tokenizer.isCut)
            faults.formUnion(document.faults)
            let sheets = Set((tokens + outlooks).filter { $0.kind == .rawText && $0.name == "style" }.map(\.range))
            for range in sheets {
                faults.formUnion(StyleSheet(scalars, range, places: places, around: document.around).faults)
            }
        }
    }

    static func isDocument(_ scalars: [Unicode.Scalar]) -> Bool {
        let first = HTMLTokenizer(scalars, range: 0..<min(scalars.count, 4_000)).tokens.first { token in
            token.kind != .comment && !(token.kind == .text && token.range.allSatisfy { scalars[$0].isMarkupSpace })
        }
        return first?.kind == .doctype || (first?.kind == .opening && first?.name == "html")
    }

    /// Whether what is Outlook's alone, and what is hidden from it, ends.
    private mutating func judge(_ marks: [ConditionalComment.Place]) {
        var open: ConditionalComment.Place?
        for place in marks {
            if place.mark == .end {
                if open == nil {
                    insert(place.range.lowerBound, "<![endif]> ends no conditional comment", "take it out")
                }
                open = nil
            } else {
                if let open { insert(open.range.lowerBound, Self.endless, Self.ending) }
                open = place
            }
        }
        if let open { insert(open.range.lowerBound, Self.endless, Self.ending) }
    }

    private static let endless = "a conditional comment has no <![endif]>"
    private static let ending = "write <![endif]--> where it ends, or <!--<![endif]--> behind <!--[if !mso]><!-->"

    private mutating func report(_ index: Int, _ error: HTMLError) {
        let (fault, mend) = error.words
        insert(index, fault, mend)
    }

    private mutating func insert(_ index: Int, _ fault: String, _ mend: String) {
        faults.insert(places.fault(at: index, fault, mend))
    }
}

extension HTMLError {
    /// As an editor is told.
    fileprivate var words: (fault: String, mend: String) {
        switch self {
        case .tagWithoutEnd: ("a tag has no >", "write > where it ends, and look for a quote that is missing")
        case .commentWithoutEnd: ("a comment has no end, and hides all that follows", "write --> where it ends")
        case .rawTextWithoutEnd(let name):
            ("<\(name)> has no end, and takes in all that follows", "write </\(name)> where it ends")
        case .emptyComment: ("a comment ends at once, and its words are shown", "write <!-- words -->")
        case .nestedComment: ("a comment begins within a comment", "end the first one before: the first --> ends both")
        case .bogusComment:
            ("< begins a comment to browsers, which hides what follows", "write &lt; for the sign, or <!-- words -->")
        case .twiceTheAttribute(let name):
            ("\(name.prefix(40)) stands twice in a tag", "keep one: browsers drop the second")
        case .quoteInTag: ("a quote or < stands in a tag where none may", "look for a quote that is missing before it")
        case .noSpaceBetweenAttributes:
            ("two attributes stand without a space", "write a space, or look for a quote too many")
        }
    }
}
