import Mail

/// A parsed text as HTML for mail: every style beside its element, since mail programs drop what stands elsewhere. The classes are those
/// that the frame knows in the dark.
///
/// The letter's title is its only `h1`: the highest headings of an issue come out as `h2`, and those below each as `h3`, whatever their
/// level, so that none is missing for those who have it read aloud.
struct MarkdownHTML {
    private(set) var html = ""
    let style: MarkdownStyle
    private let ranks: [MarkdownNode: Int]

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
        ranks = Self.ranks(of: document.all.filter { $0.element == .heading })
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
                "<blockquote class=\"line\" style=\"margin:0 0 24px;padding:0 0 0 16px;border-left:3px solid #8a8f98;\">\n"
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

    /// Which of `h2` to `h6` each heading is: one more than the headings that it stands below.
    private static func ranks(of headings: [MarkdownNode]) -> [MarkdownNode: Int] {
        var above: [Int] = []
        var ranks: [MarkdownNode: Int] = [:]
        for heading in headings {
            let level = heading.headingLevel
            while let last = above.last, last >= level { above.removeLast() }
            above.append(level)
            ranks[heading] = min(above.count + 1, 6)
        }
        return ranks
    }

    private func heading(_ node: MarkdownNode, _ place: Place) -> String {
        let rank = ranks[node] ?? 2
        let (margin, look) =
            switch rank {
            case 2: ("34px 0 10px", "\(MarkdownStyle.display)font-size:22px;line-height:30px;font-weight:normal;")
            case 3: ("28px 0 8px", "\(MarkdownStyle.display)font-size:19px;line-height:27px;font-weight:normal;")
            default: ("22px 0 6px", "font-size:17px;line-height:27px;font-weight:bold;")
            }
        // La Poste's webmail puts a dark ground behind an h2 that has none of its own.
        return "<h\(rank) style=\"margin:\(place.isFirst ? "0 0 8px" : margin);background:transparent;\(look)\">"
            + "\(spans(of: node, place))</h\(rank)>"
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
            let cells = zip(row.children, sides).enumerated().map { index, column -> String in
                let (cell, side) = column
                let gap = index == sides.count - 1 ? "0" : "16px"
                return
                    "<\(tag)\(isHeader ? " scope=\"col\"" : "") class=\"ink line\" style=\"padding:6px \(gap) 6px 0;"
                    + "border-bottom:\(line)px solid \(MarkdownStyle.hairline);\(MarkdownStyle.font)"
                    + "text-align:\(side);vertical-align:top;\">\(spans(of: cell, place))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return
            "<table style=\"width:100%;margin:0 0 24px;border-collapse:collapse;\">\n\(rows.joined(separator: "\n"))\n</table>"
    }
}

extension String {
    /// The text without the line feed that ends a block.
    var trimmingLastLineFeed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
