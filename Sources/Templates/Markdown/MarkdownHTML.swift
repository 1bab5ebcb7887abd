import Mail

/// A parsed text as HTML for mail: every style beside its element, since mail programs drop what stands elsewhere. The classes are those
/// that the frame knows in the dark.
///
/// The letter's title is its only `h1`: the highest level of heading that an issue uses comes out as `h2`, the next that it uses as `h3`,
/// so that no level is missing for those who have it read aloud.
struct MarkdownHTML {
    private(set) var html = ""
    let style: MarkdownStyle
    /// The levels of headings that the text uses, the highest first.
    private let levels: [Int]

    /// Where in a letter something stands.
    struct Place {
        /// How much of Markdown stands around it.
        var depth = 0
        /// How many pixels are there for a picture.
        var width = MarkdownStyle.width
        /// Whether nothing stands above it in the box around it, which has its own space there.
        var isFirst = false

        var deeper: Place { Place(depth: depth + 1, width: width) }

        func within(_ width: Int) -> Place { Place(depth: depth + 1, width: min(width, self.width)) }
    }

    init(_ parts: [LetterPart], of document: MarkdownNode, style: MarkdownStyle) {
        self.style = style
        levels = Set(document.all.filter { $0.element == .heading }.map(\.headingLevel)).sorted()
        html = self.parts(parts, Place())
    }

    func parts(_ parts: [LetterPart], _ place: Place) -> String {
        parts.enumerated().map { index, part in
            var place = place
            place.isFirst = index == 0 && place.width < MarkdownStyle.width
            return switch part {
            case .markdown(let node): block(node, place)
            case .block(let block, let parts): self.block(block, parts, place)
            }
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    func block(_ node: MarkdownNode, _ place: Place) -> String {
        guard place.depth < Markdown.deepest else { return Self.paragraph(HTMLText.escaped(node.words)) }
        switch node.element {
        case .heading: return heading(node, place)
        case .paragraph: return Self.paragraph(spans(of: node, place, isAlone: node.onlyChild != nil))
        case .list: return list(node, place, margin: "0 0 18px")
        case .quotation:
            return
                "<blockquote class=\"line\" style=\"margin:0 0 18px;padding:0 0 0 16px;border-left:3px solid #8a8f98;\">\n"
                + "\(quoted(node.children, place))\n</blockquote>"
        case .rule:
            return
                "<hr class=\"line\" style=\"margin:28px 0;border:0;border-top:1px solid \(MarkdownStyle.hairline);\">"
        case .codeBlock:
            return
                "<pre style=\"margin:0 0 18px;white-space:pre-wrap;\(MarkdownStyle.code)font-size:14px;line-height:21px;\">"
                + "\(HTMLText.escaped(node.literal))</pre>"
        case .table: return table(node, place)
        default: return Self.paragraph(HTMLText.escaped(node.words.trimmingLastLineFeed))
        }
    }

    static func paragraph(_ words: String, margin: String = "0 0 18px") -> String {
        "<p style=\"margin:\(margin);\">\(words)</p>"
    }

    /// The line beside a quotation ends with its words.
    private func quoted(_ nodes: [MarkdownNode], _ place: Place) -> String {
        nodes.enumerated().map { index, node in
            node.element == .paragraph
                ? Self.paragraph(spans(of: node, place), margin: index == nodes.count - 1 ? "0" : "0 0 12px")
                : block(node, place.deeper)
        }.joined(separator: "\n")
    }

    private func heading(_ node: MarkdownNode, _ place: Place) -> String {
        let rank = min((levels.firstIndex(of: node.headingLevel) ?? 0) + 2, 6)
        let (size, height) =
            switch rank {
            case 2: (22, 30)
            case 3: (19, 27)
            default: (17, 27)
            }
        // La Poste's webmail puts a dark ground behind an h2 that has none of its own.
        return
            "<h\(rank) style=\"margin:\(place.isFirst ? "0" : "28px") 0 10px;background:transparent;font-size:\(size)px;"
            + "line-height:\(height)px;font-weight:bold;\">\(spans(of: node, place))</h\(rank)>"
    }

    private func list(_ node: MarkdownNode, _ place: Place, margin: String) -> String {
        let first = node.firstNumber
        let tag = first == nil ? "ul" : "ol"
        let start = first.flatMap { $0 == 1 ? nil : " start=\"\($0)\"" } ?? ""
        let inside = place.deeper
        let items = node.children.map { item in
            let blocks = item.children.map { child in
                guard node.isTight, inside.depth < Markdown.deepest else { return block(child, inside) }
                return switch child.element {
                case .paragraph: spans(of: child, inside)
                case .list: list(child, inside, margin: "8px 0 0")
                default: block(child, inside)
                }
            }
            return "<li style=\"margin:0 0 8px;\">\(blocks.joined(separator: "\n"))</li>"
        }
        return
            "<\(tag)\(start) style=\"margin:\(margin);padding:0 0 0 24px;\">\n\(items.joined(separator: "\n"))\n</\(tag)>"
    }

    private func table(_ node: MarkdownNode, _ place: Place) -> String {
        let sides = node.alignments.map { side in
            switch side {
            case UInt8(ascii: "r"): "right"
            case UInt8(ascii: "c"): "center"
            default: "left"
            }
        }
        let rows = node.children.map { row in
            let isHeader = row.element == .tableHeader
            let (tag, line) = isHeader ? ("th", 2) : ("td", 1)
            let cells = zip(row.children, sides).map { cell, side in
                "<\(tag)\(isHeader ? " scope=\"col\"" : "") class=\"ink line\" style=\"padding:6px 16px 6px 0;"
                    + "border-bottom:\(line)px solid \(MarkdownStyle.hairline);\(MarkdownStyle.font)"
                    + "text-align:\(side);vertical-align:top;\">\(spans(of: cell, place))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return "<table style=\"margin:0 0 18px;border-collapse:collapse;\">\n\(rows.joined(separator: "\n"))\n</table>"
    }
}

extension String {
    /// The text without the line feed that ends a block.
    var trimmingLastLineFeed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
