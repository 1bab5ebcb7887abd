import Mail

extension MarkdownHTML {
    /// How wide a letter must be, in pixels, for two columns to stand side by side.
    private static let threshold = 440

    func columns(_ parts: [LetterPart], _ place: Place) -> String {
        let width = columnWidth(place)
        var (shown, pair): ([String], [String]) = ([], [])
        // Words between them, which are a fault, keep their place.
        for part in parts {
            if case .block(let block, let parts) = part, block.kind == .column {
                pair.append(self.parts(parts, place.within(width)))
                if pair.count == 2 {
                    shown.append(row(pair, width))
                    pair = []
                }
            } else {
                if !pair.isEmpty { shown.append(row(pair, width)) }
                shown.append(self.parts([part], place.deeper))
                pair = []
            }
        }
        if !pair.isEmpty { shown.append(row(pair, width)) }
        return shown.joined(separator: "\n")
    }

    func products(_ parts: [LetterPart], _ place: Place) -> String {
        let width = columnWidth(place)
        var (cards, others): ([String], [LetterPart]) = ([], [])
        for part in parts {
            if case .block(let block, let parts) = part, block.kind == .product {
                cards.append(product(block, parts, place.within(width - 34)))
            } else {
                others.append(part)
            }
        }
        let rows = stride(from: 0, to: cards.count, by: 2).map {
            row(Array(cards[$0..<min($0 + 2, cards.count)]), width)
        }
        return ((others.isEmpty ? [] : [self.parts(others, place.deeper)]) + rows).joined(separator: "\n")
    }

    /// Two fit into a section, too.
    private func columnWidth(_ place: Place) -> Int {
        place.width == MarkdownStyle.width ? MarkdownStyle.column : MarkdownStyle.column - 20
    }

    /// One or two side by side where there is room for them, else one below the other, each as wide as the letter.
    ///
    /// Where mail programs can compute (`calc`), the width is either far more or less than none, and the limits beside it decide. Where they
    /// cannot, it is fixed. Outlook gets a table. Spaces between the two would take room: there are none, and the letters have no size.
    private func row(_ cells: [String], _ width: Int) -> String {
        let columns = cells.map { cell in
            """
            <div class="ink" style="display:inline-block;width:\(width)px;width:calc((\(Self.threshold)px - 100%) * \(Self.threshold));\
            min-width:47.9%;max-width:100%;vertical-align:top;\(MarkdownStyle.words)">
            \(cell)
            </div>
            """
        }
        let gap = """
            <!--[if mso]></td><td width="\(width)" valign="top"><![endif]--><!--[if !mso]><!-->\
            <div style="display:inline-block;width:4%;width:calc((100% - \(Self.threshold - 1)px) * \(Self.threshold));max-width:4%;">\
            </div><!--<![endif]-->
            """
        return """
            <div style="margin:0;font-size:0;line-height:0;text-align:left;">\
            <!--[if mso]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr>\
            <td width="\(width + (cells.count > 1 ? 24 : 0))" valign="top" style="padding:\(cells.count > 1 ? "0 24px 0 0" : "0");"><![endif]-->\
            \(columns.joined(separator: gap))\
            <!--[if mso]></td></tr></table><![endif]--></div>
            """
    }

    /// A picture and a name that are one link, what else is said of it, and the price.
    private func product(_ block: Block, _ parts: [LetterPart], _ place: Place) -> String {
        let picture =
            block.values[.picture].map { source in
                // Beside the name, within the same link, a picture without words of its own has nothing to add.
                Self.picture(
                    MarkdownLink.encoded(source), alternative: block.values[.alt] ?? "", width: nil, room: place.width,
                    margin: "margin:0 auto 12px;")
            } ?? ""
        let name = "<strong style=\"text-decoration:underline;\">\(HTMLText.escaped(parts.prefix(1).words))</strong>"
        let link = Self.link(
            MarkdownLink.encoded(block.values[.link] ?? ""), style: "color:inherit;text-decoration:none;",
            around: picture + name)
        let rest = parts.dropFirst().isEmpty ? "" : small(Array(parts.dropFirst()), place, margin: "4px 0 0") + "\n"
        let price =
            block.values[.price].map { "<p style=\"margin:4px 0 0;\">\(HTMLText.escaped($0))</p>\n" } ?? ""
        return """
            <table role="presentation" style="width:100%;margin:0 0 20px;border-collapse:separate;border-spacing:0;">
            <tr><td class="card ink line" style="padding:16px;background:\(MarkdownStyle.sheet);border:1px solid \(MarkdownStyle.hairline);\
            border-radius:6px;\(MarkdownStyle.words)">
            <p style="margin:0;">\(link)</p>
            \(rest)\(price)</td></tr>
            </table>
            """
    }
}
