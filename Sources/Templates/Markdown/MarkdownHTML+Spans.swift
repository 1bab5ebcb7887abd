import Mail

extension MarkdownHTML {
    func spans(of node: MarkdownNode, _ place: Place, isAlone: Bool = false) -> String {
        node.children.map { span($0, place.deeper, isAlone: isAlone) }.joined()
    }

    /// - Parameter isAlone: Whether nothing else stands in its paragraph.
    private func span(_ node: MarkdownNode, _ place: Place, isAlone: Bool) -> String {
        guard place.depth < Markdown.deepest else { return HTMLText.escaped(node.words) }
        switch node.element {
        case .strong: return "<strong>\(spans(of: node, place))</strong>"
        case .emphasis: return "<em>\(spans(of: node, place))</em>"
        case .strikethrough: return "<del>\(spans(of: node, place))</del>"
        case .code: return "<code style=\"\(MarkdownStyle.code)\">\(HTMLText.escaped(node.literal))</code>"
        case .lineBreak: return "<br>\n"
        case .lineEnd: return "\n"
        case .link:
            let inside = spans(of: node, place, isAlone: isAlone && node.onlyChild != nil)
            switch MarkdownLink(node) {
            case .link(let target, let words, let rest):
                return Self.link(target, title: node.title, around: words.map(HTMLText.escaped) ?? inside)
                    + HTMLText.escaped(rest)
            case .words(let before, let after):
                return HTMLText.escaped(before) + inside + HTMLText.escaped(after)
            }
        case .image:
            guard let picture = MarkdownLink.picture(node) else {
                return HTMLText.escaped("![\(node.words)](\(node.target))")
            }
            return Self.picture(
                picture.source, alternative: picture.alternative, title: node.title, width: nil,
                room: isAlone ? place.width : nil)
        default: return HTMLText.escaped(node.words)
        }
    }

    static func link(
        _ target: String, title: String = "", style: String = "color:inherit;text-decoration:underline;",
        around inside: String
    ) -> String {
        "<a href=\"\(HTMLText.escaped(target))\"\(titled(title)) style=\"\(style)\">\(inside)</a>"
    }

    /// A picture that is never wider than it is, nor than its place: Outlook knows the attribute alone, all others the style.
    ///
    /// - Parameters:
    ///   - width: In pixels, where the editor said it.
    ///   - room: How wide its place is; nil among words.
    static func picture(
        _ source: String, alternative: String, title: String = "", width: Int?, room: Int?, margin: String = ""
    ) -> String {
        let start = "<img src=\"\(HTMLText.escaped(source))\" alt=\"\(HTMLText.escaped(alternative))\"\(titled(title)) "
        guard let room else { return start + "style=\"max-width:100%;height:auto;border:0;\">" }
        let shown = width.map { "width:100%;max-width:\($0)px;" } ?? "width:auto;max-width:100%;"
        return start
            + "width=\"\(min(width ?? room, room))\" style=\"display:block;\(margin)\(shown)height:auto;border:0;\">"
    }

    private static func titled(_ title: String) -> String {
        title.isEmpty ? "" : " title=\"\(HTMLText.escaped(title))\""
    }
}
