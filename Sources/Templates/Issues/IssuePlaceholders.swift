/// What is wrong with the placeholders of a part of an issue, before anybody gets it.
package enum IssuePlaceholders {
    /// The faults of one part: its subject, its Markdown, its text or its HTML.
    ///
    /// - Parameter fields: What subscriptions of the list carry; nil where that is unknown: any name may be one.
    package static func faults(in text: String, fields: Set<String>?) -> [IssueFault] {
        let source = IssueSource(text)
        let places = SourcePlaces(source.scalars)
        var faults = source.problems.map { range, problem in
            let shown = source.scalars.text(range).shownTag
            return switch problem {
            case .malformed:
                places.fault(
                    at: range.lowerBound, "\(shown) is no placeholder",
                    "write {{name}}, {{name|a word where there is none}} or {{#name}}…{{/name}}, and \\{{ for two braces"
                )
            case .unopened:
                places.fault(
                    at: range.lowerBound, "\(shown) ends no section that is open", "open it before, or take it out")
            case .unclosed:
                places.fault(
                    at: range.lowerBound, "\(shown) has no end",
                    "write {{/\(shown.dropFirst(3).dropLast(2))}} where it ends")
            }
        }
        for tag in source.tags {
            if let (fault, mend) = Self.fault(of: tag, in: source.scalars, fields) {
                faults.append(places.fault(at: tag.range.lowerBound, fault, mend))
            }
        }
        let sections = source.sections
        if sections.count > IssueTag.mostSections, let last = source.tags.last(where: { $0.role != .value }) {
            faults.append(
                places.fault(
                    at: last.range.lowerBound, "there are sections by \(sections.count) names",
                    "use at most \(IssueTag.mostSections)"))
        }
        return faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// Whether a subscription may carry a field of this name, as the schema has it in `facteur.fields_fault`.
    package static func isField(_ name: String) -> Bool { IssueTag.isName(name) && !IssueTag.standing.contains(name) }

    /// Whether a part says something of its reader that only a subscription knows.
    package static func fields(in text: String) -> Set<String> {
        Set(IssueSource(text).tags.map(\.name)).subtracting(IssueTag.standing)
    }

    /// A part with its sections said, both ways, and spaces for their tags: for rules that would take a tag for words. All else keeps its
    /// place.
    package static func withoutSections(_ text: String) -> String {
        let source = IssueSource(text)
        var scalars = source.scalars
        for tag in source.tags where tag.role != .value {
            for index in tag.range where scalars[index] != "\n" { scalars[index] = " " }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func fault(
        of tag: IssueTag, in scalars: [Unicode.Scalar], _ fields: Set<String>?
    ) -> (String, String)? {
        let shown = scalars.text(tag.range).shownTag
        if let fields, !fields.contains(tag.name), !IssueTag.standing.contains(tag.name) {
            let known = (IssueTag.standing.sorted() + fields.sorted()).joined(separator: ", ")
            return ("\(shown) is not a field", "\(known) are")
        }
        guard tag.role == .value else { return nil }
        let before = LinkBefore(tag.range.lowerBound, in: scalars)
        if before.isPicture {
            return ("\(shown) makes the address of a picture differ by reader", "use the same picture for everybody")
        }
        if before.isInHost {
            return ("\(shown) stands in the host of a link", "write the host out: a field may follow its /")
        }
        if before.isStart, !tag.isLink {
            return ("\(shown) stands for a whole link", "write https:// and the host out: a field may follow its /")
        }
        return nil
    }
}

extension String {
    /// A tag in a fault: not all of a page.
    fileprivate var shownTag: String { count > 60 ? prefix(57) + "…" : self }
}

/// What of a link stands in front of a place in Markdown or in a text.
struct LinkBefore {
    /// Behind the scheme, and before the path.
    private(set) var isInHost = false
    /// Where a link of Markdown begins.
    private(set) var isStart = false
    /// In the address of a picture of Markdown.
    private(set) var isPicture = false

    init(_ index: Int, in scalars: [Unicode.Scalar]) {
        var start = index
        while start > 0, !Self.ends(scalars[start - 1]) { start -= 1 }
        let before = scalars.text(start..<index)
        if let scheme = before.firstRange(of: "://") {
            isInHost = !before[scheme.upperBound...].contains { "/?#".contains($0) }
        }
        var opening = start
        while opening > 0, scalars[opening - 1] == "<" || scalars[opening - 1].isMarkupSpace { opening -= 1 }
        guard opening > 1, scalars[opening - 1] == "(", scalars[opening - 2] == "]" else {
            lookAtLine(of: index, address: before, in: scalars)
            return
        }
        isStart = before.isEmpty
        var label = opening - 2
        var depth = 1
        while label > 0, depth > 0 {
            label -= 1
            depth += scalars[label] == "]" ? 1 : scalars[label] == "[" ? -1 : 0
        }
        isPicture = label > 0 && scalars[label - 1] == "!"
    }

    /// Links that have a line of their own: `source: https://…` of a block, and `[label]: https://…`.
    private mutating func lookAtLine(of index: Int, address: String, in scalars: [Unicode.Scalar]) {
        var start = index
        while start > 0, scalars[start - 1] != "\n" { start -= 1 }
        let words = scalars.text(start..<index).drop { $0 == " " }
        guard words.hasSuffix(address) else { return }
        let name = words.dropLast(address.count).filter { !$0.isWhitespace && $0 != "<" }.lowercased()
        if name.hasPrefix("["), name.hasSuffix("]:") {
            isStart = address.isEmpty
            let label = String(words.dropFirst().prefix { $0 != "]" })
            isPicture = Self.isShown(label, in: scalars.text(0..<scalars.count))
        } else if ["source:", "picture:", "link:"].contains(name), Self.isBelowBlock(start, in: scalars) {
            isStart = name == "link:" && address.isEmpty
            isPicture = name != "link:"
        }
    }

    /// Whether a picture has its address from the line `[label]: …`: `![words][label]` or `![label]`.
    private static func isShown(_ label: String, in text: String) -> Bool {
        let (text, label) = (text.lowercased(), label.lowercased())
        guard !text.contains("![\(label)]") else { return true }
        return text.ranges(of: "][\(label)]").contains { range in
            guard let opening = text[..<range.lowerBound].lastIndex(of: "[") else { return false }
            return text[..<opening].last == "!"
        }
    }

    /// Whether nothing but other attributes stands between a line and the name of a block above it.
    private static func isBelowBlock(_ start: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let above = scalars.text(0..<start).split(omittingEmptySubsequences: false) { $0.isNewline }.dropLast()
        for line in above.reversed() {
            let words = line.drop(while: \.isWhitespace)
            if words.hasPrefix(":::") { return words.contains(where: \.isLetter) }
            guard words.drop(while: \.isLetter).drop(while: \.isWhitespace).first == ":" else { return false }
        }
        return false
    }

    private static func ends(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isMarkupSpace || "\"'<>(){}".unicodeScalars.contains(scalar)
    }
}
