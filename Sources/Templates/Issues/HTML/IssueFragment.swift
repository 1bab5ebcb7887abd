import Mail

/// HTML of an editor's that goes into a cell of the frame, which it must not leave: the footer stands in the next one.
enum IssueFragment {
    /// What ends the cell around it, or begins another, where no table of its own is open.
    private static let parts: Set<String> = [
        "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th",
    ]

    /// Throws where it leaves its cell, leaves a table open, or takes in what follows. Whatever else is wrong with it stays in its cell.
    static func judge(_ html: String) throws(RenderFault) {
        let scalars = Array(html.unicodeScalars)
        let tokenizer = HTMLTokenizer(scalars)
        var slip = tokenizer.isCut ? tokenizer.errors.first?.index : nil
        var open: [Int] = []
        for token in tokenizer.tokens where slip == nil && parts.contains(token.name) {
            let place = token.range.lowerBound
            if token.kind == .opening, token.name == "table" {
                open.append(place)
            } else if open.isEmpty {
                slip = place
            } else if token.kind == .closing, token.name == "table" {
                open.removeLast()
            }
        }
        guard let slip = slip ?? open.first else { return }
        let fault = SourcePlaces(scalars).fault(
            at: slip, "it leaves its place, and could take the footer with it", "end what it begins, and nothing else")
        throw RenderFault("the issue's HTML is not sound: \(fault)")
    }
}
