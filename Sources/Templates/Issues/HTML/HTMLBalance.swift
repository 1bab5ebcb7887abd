/// Whether every element ends where its editor thinks: with its own end tag, or where the standard lets that be left out (section 13.1.2.4).
struct HTMLBalance {
    private struct Open {
        let name: String
        let index: Int
    }

    private(set) var faults: [IssueFault] = []
    private var open: [Open] = []
    private let places: SourcePlaces
    /// Whether the elements of Office, with a colon in their names, are read.
    private let isOutlook: Bool

    /// Elements whose end tag may be left out, and whose end tags end them then; nil: that of any element around them.
    private static let optional: [String: Set<String>?] = [
        "p": nil, "li": ["ul", "ol"], "dt": ["dl"], "dd": ["dl"], "td": ["tr", "tbody", "thead", "tfoot", "table"],
        "th": ["tr", "tbody", "thead", "tfoot", "table"], "tr": ["tbody", "thead", "tfoot", "table"],
        "tbody": ["table"], "thead": ["table"], "tfoot": ["table"], "colgroup": ["table"], "head": ["html"],
        "body": ["html"], "html": nil,
    ]
    /// Elements whose beginning ends others that are open right around it.
    private static let ends: [String: Set<String>] = {
        let cells: Set<String> = ["td", "th"]
        let rows = cells.union(["tr"])
        let groups = rows.union(["tbody", "thead", "tfoot", "colgroup"])
        var ends: [String: Set<String>] = [
            "li": ["li"], "dt": ["dt", "dd"], "dd": ["dt", "dd"], "td": cells, "th": cells,
            "tr": rows.union(["colgroup"]), "tbody": groups, "thead": groups, "tfoot": groups, "body": ["head"],
        ]
        for block in [
            "address", "article", "aside", "blockquote", "center", "div", "dl", "figcaption", "figure", "footer", "h1",
            "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
        ] { ends[block] = ["p"] }
        for item in ["li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"] {
            ends[item, default: []].insert("p")
        }
        return ends
    }()
    /// What may stand in the parts of a table. All else a browser moves out, in front of it.
    private static let children: [String: Set<String>] = [
        "table": ["caption", "colgroup", "thead", "tbody", "tfoot", "tr"], "thead": ["tr"], "tbody": ["tr"],
        "tfoot": ["tr"], "tr": ["td", "th"], "colgroup": ["col"],
        "head": ["title", "meta", "style", "xml", "noscript", "base", "link", "script", "template"],
    ]
    /// The elements that an element must stand in.
    private static let parents: [String: Set<String>] = [
        "td": ["tr"], "th": ["tr"], "tr": ["table", "thead", "tbody", "tfoot"], "tbody": ["table"], "thead": ["table"],
        "tfoot": ["table"], "caption": ["table"], "colgroup": ["table"],
    ]

    /// - Parameter isCut: Whether something takes in all that follows: what has no end then is no slip of its own.
    init(_ tokens: [HTMLToken], in scalars: [Unicode.Scalar], places: SourcePlaces, isOutlook: Bool, isCut: Bool) {
        self.places = places
        self.isOutlook = isOutlook
        for token in tokens {
            switch token.kind {
            case .opening: begin(token)
            case .closing: end(token)
            case .text: text(token, scalars)
            case .doctype, .comment, .rawText: break
            }
        }
        for element in isCut ? [] : open.reversed() where Self.optional[element.name] == nil {
            report(element.index, "<\(element.name)> has no end", "write </\(element.name)> where it ends")
        }
    }

    private mutating func begin(_ token: HTMLToken) {
        let name = token.name
        let place = token.range.lowerBound
        if let ended = Self.ends[name] {
            while let last = open.last, ended.contains(last.name) { open.removeLast() }
        }
        if let parent = open.last, let allowed = Self.children[parent.name], !allowed.contains(name) {
            report(
                place, "<\(name)> stands in <\(parent.name)>, where browsers move it out",
                "put it into a cell or an element of its own")
        } else if let wanted = Self.parents[name], !(open.last.map { wanted.contains($0.name) } ?? false) {
            report(
                place, "<\(name)> stands outside of <\(Self.usual(wanted))>", "write <\(Self.usual(wanted))> around it")
        }
        if name == "a", let outer = open.last(where: { $0.name == "a" }) {
            report(place, "a link begins within the link of \(places.name(of: outer.index))", "end that one first")
        }
        if HTMLToken.void.contains(name) { return }
        if token.closesItself {
            if isOutlook, name.contains(":") { return }
            return report(place, "<\(name)/> does not end itself", "write </\(name)> where it ends")
        }
        open.append(Open(name: name, index: place))
    }

    private mutating func end(_ token: HTMLToken) {
        let name = token.name
        let place = token.range.lowerBound
        if HTMLToken.void.contains(name) || name == "br" {
            return report(place, "</\(name)> ends nothing: <\(name)> has no end", "take it out")
        }
        guard let match = open.lastIndex(where: { $0.name == name }) else {
            return report(place, "</\(name)> ends nothing that is open", "take it out, or open it before")
        }
        let inner = open[(match + 1)...]
        // Of those that are open within it the outermost without an end is the slip.
        let parents = open[match...].dropLast()
        let unended = zip(inner, parents).first { element, parent in
            !Self.mayBeLeftOut(element.name, within: parent.name)
        }
        if let unended = unended?.0 {
            // An end tag for what is open around a table, written within the table, is no slip of the table's.
            report(
                unended.index, "<\(unended.name)> has no end before </\(name)> in \(places.name(of: place))",
                "write </\(unended.name)> where it ends")
        }
        open.removeLast(open.count - match)
    }

    /// Whether the end tag of an element may be left out where its parent ends.
    private static func mayBeLeftOut(_ name: String, within parent: String) -> Bool {
        guard let parents = optional[name] else { return false }
        return parents?.contains(parent) ?? (parent != "a")
    }

    private mutating func text(_ token: HTMLToken, _ scalars: [Unicode.Scalar]) {
        guard let parent = open.last?.name, Self.children[parent] != nil, parent != "colgroup" || isOutlook else {
            return
        }
        guard let first = token.range.first(where: { !scalars[$0].isMarkupSpace }) else { return }
        report(
            first, "words stand in <\(parent)>, where browsers move them out",
            "put them into a cell or an element of their own")
    }

    private static func usual(_ parents: Set<String>) -> String {
        parents.contains("table") ? "table" : parents.min() ?? "table"
    }

    private mutating func report(_ index: Int, _ fault: String, _ mend: String) {
        faults.append(places.fault(at: index, fault, mend))
    }
}
