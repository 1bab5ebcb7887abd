import Mail

extension MarkdownHTML {
    /// A block. None needs a media query, none a class: these are for the dark alone.
    func block(_ block: Block, _ parts: [LetterPart], _ place: Place) -> String {
        switch block.kind {
        case .button: button(block, parts)
        case .image: image(block, parts, place)
        case .columns: columns(parts, place)
        case .products: products(parts, place)
        // Only within others, which show them; what stands elsewhere is shown as it is written.
        case .column, .product: self.parts(parts, place.deeper)
        case .section:
            box(
                parts, place, class: "tint ink", padding: "24px 20px 6px", inset: 40,
                ground: style.ground(block.values[.tint].flatMap { BlockTint(rawValue: $0.lowercased()) } ?? .quiet))
        case .note:
            box(
                parts, place, class: "tint ink line note", padding: "16px 20px 0", inset: 44,
                ground: style.ground(.quiet), border: "border-left:4px solid \(style.accent);")
        case .divider:
            """
            <table role="presentation" style="width:100%;margin:12px 0 30px;border-collapse:collapse;">
            <tr><td class="hairline line" style="padding:0;border-top:1px solid \(MarkdownStyle.hairline);line-height:1px;">&nbsp;</td></tr>
            </table>
            """ + (parts.isEmpty ? "" : "\n" + self.parts(parts, place.deeper))
        }
    }

    /// As the frame's own button: Outlook pads the cell, all others the link.
    private func button(_ block: Block, _ parts: [LetterPart]) -> String {
        let style =
            "display:inline-block;padding:14px 28px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:24px;"
            + "font-weight:bold;color:\(style.accentText);text-decoration:none;"
        let link = Self.link(
            MarkdownLink.encoded(block.values[.link] ?? ""), style: style, around: HTMLText.escaped(parts.words))
        return """
            <table role="presentation" style="margin:10px 0 24px;border-collapse:separate;border-spacing:0;">
            <tr><td class="button" style="padding:0;background:\(self.style.accent);border-radius:6px;text-align:center;">\(link)</td></tr>
            </table>
            """
    }

    private func image(_ block: Block, _ parts: [LetterPart], _ place: Place) -> String {
        let picture = Self.picture(
            MarkdownLink.encoded(block.values[.source] ?? ""), alternative: block.values[.alt] ?? "",
            width: block.values[.width].flatMap(BlockAttribute.pixels), room: place.width)
        let shown = block.values[.link].map { Self.link(MarkdownLink.encoded($0), around: picture) } ?? picture
        guard !parts.isEmpty else { return "<p style=\"margin:0 0 22px;\">\(shown)</p>" }
        return "<p style=\"margin:0 0 8px;\">\(shown)</p>\n" + small(parts, place, margin: "0 0 22px")
    }

    /// Words below a picture.
    func small(_ parts: [LetterPart], _ place: Place, margin: String) -> String {
        parts.map { part in
            guard case .markdown(let node) = part, node.element == .paragraph else {
                return self.parts([part], place.deeper)
            }
            return "<p class=\"quiet\" style=\"margin:\(margin);\(MarkdownStyle.smallWords)\">"
                + "\(spans(of: node, place.deeper))</p>"
        }.joined(separator: "\n")
    }

    private func box(
        _ parts: [LetterPart], _ place: Place, class name: String, padding: String, inset: Int, ground: String,
        border: String = ""
    ) -> String {
        guard !parts.isEmpty else { return "" }
        return """
            <table role="presentation" style="width:100%;margin:0 0 24px;border-collapse:collapse;">
            <tr><td class="\(name)" style="padding:\(padding);background:\(ground);\(border)\(MarkdownStyle.words)">
            \(self.parts(parts, place.within(place.width - inset)))
            </td></tr>
            </table>
            """
    }
}

extension Sequence<LetterPart> {
    /// Their words on one line, without any mark.
    var words: String {
        map { part in
            switch part {
            case .markdown(let node): node.words
            case .block(_, let parts): parts.words
            }
        }.joined(separator: " ").split(whereSeparator: { $0 == "\n" || $0 == " " }).joined(separator: " ")
    }
}
