/// What a letter's HTML is made of, for tests that hold it to what Markdown may write.
enum MarkupTokens {
    /// Elements and attributes that the renderer writes: none comes from an editor.
    private static let elements: Set<String> = [
        "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p",
        "pre",
        "strong", "table", "td", "th", "tr", "ul",
    ]
    private static let attributes: Set<String> = [
        "alt", "border", "cellpadding", "cellspacing", "class", "href", "role", "scope", "src", "start", "style",
        "title",
        "valign", "width",
    ]
    private static let void: Set<String> = ["br", "hr", "img"]

    /// The first thing wrong with the HTML, as Outlook sees it or as all others do; nil for nothing.
    static func fault(of html: String) -> String? { fault(in: forOthers(html)) ?? fault(in: forOutlook(html)) }

    static func forOutlook(_ html: String) -> String {
        html.replacing(#/<!--\[if !mso\]><!-->[^\n]*?<!--<!\[endif\]-->/#, with: "")
            .replacing("<!--[if mso]>", with: "").replacing("<![endif]-->", with: "")
    }

    static func forOthers(_ html: String) -> String {
        html.replacing(#/<!--\[if mso\]>[^\n]*?<!\[endif\]-->/#, with: "")
            .replacing("<!--[if !mso]><!-->", with: "").replacing("<!--<![endif]-->", with: "")
    }

    private static func fault(in html: String) -> String? {
        var rest = html[...]
        var open: [Substring] = []
        while let sign = rest.firstIndex(where: { $0 == "<" || $0 == ">" }) {
            rest = rest[sign...]
            guard let tag = rest.prefixMatch(of: #/<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>/#) else {
                return "no tag: \(rest.prefix(60))"
            }
            let (_, slash, name, attributes) = tag.output
            guard elements.contains(String(name)) else { return "<\(name)>" }
            let names = attributes.matches(of: #/ ([a-z]+)="/#).map { String($0.1) }
            if let unknown = names.first(where: { !Self.attributes.contains($0) }) { return "<\(name) \(unknown)>" }
            if Set(names).count != names.count { return "<\(name)> has an attribute twice" }
            if slash.isEmpty {
                if !void.contains(String(name)) { open.append(name) }
            } else if open.popLast() != name {
                return "</\(name)> closes nothing"
            }
            rest = rest[tag.range.upperBound...]
        }
        return open.last.map { "<\($0)> is not closed" }
    }
}
