/// HTML that an editor brings along: a fragment, which goes into the frame, or a whole document, which keeps its own.
package enum IssueHTML {
    /// Providers cut what is longer, and the footer with it (standards, section 5).
    static let largest = 100_000

    /// What is wrong with it, each with its place. It is read as browsers read it, and as Outlook does, with every way in which its sections
    /// go on and off.
    ///
    /// Not judged here: whether the names of its placeholders are known; `IssuePlaceholders` does that.
    package static func faults(in html: String) -> [IssueFault] {
        let source = IssueSource(html)
        var faults: Set<IssueFault> = []
        for isOn in variants(of: source.sections) {
            faults.formUnion(HTMLSoundness(source.masked(where: isOn, value: mask)).faults)
        }
        if html.utf8.count > largest {
            faults.insert(
                IssueFault(
                    line: 1, column: 1,
                    fault: "the HTML has \(html.utf8.count) bytes: Gmail cuts it, and the footer with it",
                    mend: "leave out styles and blocks until it has at most \(largest)"))
        }
        return faults.sorted { ($0.line, $0.column, $0.fault) < ($1.line, $1.column, $1.fault) }
    }

    /// Whether it is a whole document.
    package static func isDocument(_ html: String) -> Bool { HTMLSoundness.isDocument(Array(html.unicodeScalars)) }

    /// Every way of some sections; of many, those in which all, none, and each alone is on and off.
    private static func variants(of names: [String]) -> [(String) -> Bool] {
        func variant(_ on: some Sequence<String>) -> (String) -> Bool {
            let on = Set(on)
            return on.contains
        }
        guard names.count > 5 else {
            return (0..<(1 << names.count)).map { bits in
                variant(names.indices.filter { bits & (1 << $0) != 0 }.map { names[$0] })
            }
        }
        return [variant(names), variant([String]())] + names.map { variant([$0]) }
            + names.map { name in variant(names.filter { $0 != name }) }
    }

    /// As long as the tag: a link where it stands for one, else a mark.
    private static func mask(_ tag: IssueTag) -> [Unicode.Scalar] {
        guard tag.isLink else {
            return [Unicode.Scalar](repeating: Placeholders.opening, count: tag.range.count)
        }
        let link = Array("https://l.i/".unicodeScalars)
        return link + [Unicode.Scalar](repeating: "x", count: max(tag.range.count - link.count, 0))
    }
}
