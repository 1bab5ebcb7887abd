/// The comments of which Outlook shows the content, and others do not: `<!--[if mso]> … <![endif]-->`.
///
/// What all but Outlook read stands between `<!--[if !mso]><!-->` and `<!--<![endif]-->`; to the standard those are comments of their own.
enum ConditionalComment {
    enum Mark: Sendable, Hashable {
        /// What follows is Outlook's.
        case shown
        /// What follows is for all others.
        case hidden
        case end
    }

    /// One mark of a text, and where it stands.
    struct Place: Sendable {
        let mark: Mark
        let range: Range<Int>
    }

    /// What ends a comment that all but Outlook are to read on from.
    static let ends = ["<!-->", "<!-- -->", "<!---->"]

    /// Whether a declaration is one of the marks that stand without a comment.
    static func isRevealed(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        scalars.begins(with: "<![if", at: index) || scalars.begins(with: "<![endif]", at: index)
    }

    /// The marks in the comments of a document, in their order.
    static func places(in scalars: [Unicode.Scalar], comments: [HTMLToken]) -> [Place] {
        comments.flatMap { comment -> [Place] in
            let range = comment.range
            if scalars.begins(with: "<!--<![endif]-->", at: range.lowerBound)
                || scalars.begins(with: "<!--[endif]-->", at: range.lowerBound)
            {
                return [Place(mark: .end, range: range)]
            }
            let isComment = scalars.begins(with: "<!--[if", at: range.lowerBound)
            guard isComment || isRevealed(scalars, at: range.lowerBound) else { return [] }
            if scalars.begins(with: "<![endif]", at: range.lowerBound) { return [Place(mark: .end, range: range)] }
            guard let bracket = scalars.firstIndex(of: "]>", from: range.lowerBound), bracket + 2 <= range.upperBound
            else {
                return []
            }
            // A condition that denies anything is nothing to Outlook.
            let condition = range.lowerBound + (isComment ? 4 : 2)..<bracket
            let mark: Mark = scalars[condition].contains("!") ? .hidden : .shown
            guard isComment else { return [Place(mark: mark, range: range)] }
            // `<!--[if !mso]><!-->` and `<!--[if !mso]>-->`: what follows is read by all others.
            let rest = scalars.text(bracket + 2..<range.upperBound)
            if rest == "-->" || ends.contains(rest) { return [Place(mark: mark, range: range)] }
            let opening = Place(mark: mark, range: range.lowerBound..<bracket + 2)
            guard let end = scalars.firstIndex(of: "<![endif]-->", from: bracket), end < range.upperBound else {
                return [opening]
            }
            return [opening, Place(mark: .end, range: end..<range.upperBound)]
        }
    }

    /// What Outlook reads: the marks and what is hidden from it as spaces, so that all else keeps its place.
    static func outlookView(of scalars: [Unicode.Scalar], _ places: [Place]) -> [Unicode.Scalar] {
        var view = scalars
        func blank(_ range: Range<Int>) {
            for index in range where !view[index].isMarkupSpace { view[index] = " " }
        }
        var hiddenFrom: Int?
        for place in places {
            blank(place.range)
            switch place.mark {
            case .hidden: hiddenFrom = hiddenFrom ?? place.range.upperBound
            case .end:
                if let start = hiddenFrom { blank(start..<place.range.lowerBound) }
                hiddenFrom = nil
            case .shown: break
            }
        }
        return view
    }
}
