/// The plain part's lines, short enough to read and for every mail program (RFC 5322 section 2.1.1).
enum TextLayout {
    /// In code points.
    static let width = 76
    private static let lineFeed = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// Breaks long lines at plain spaces. A link is never broken, a non-breaking space holds; the items of a list (`- `) stay
    /// indented, those within other items too, and quotations (`> `) keep their marks. Blank lines at both ends go, one line end closes the
    /// text.
    ///
    /// Works on bytes and counts code points: this runs for every message, and to find the ends of Characters would take a
    /// quarter of the whole rendering.
    static func wrapped(_ text: String) -> String {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.utf8.count + 64)
        var start = 0
        var column = 0
        /// Whether anything but marks and spaces stands on the line.
        var hasWords = false
        /// Where the line may be broken: the last space in it, and the column after that.
        var chance: (index: Int, column: Int)?
        for byte in text.utf8.drop(while: { $0 == lineFeed }) {
            lines.append(byte)
            if byte == lineFeed {
                (start, column, chance, hasWords) = (lines.count, 0, nil, false)
                continue
            }
            // Bytes that continue a code point take no column.
            if byte & 0xC0 != 0x80 { column += 1 }
            hasWords = hasWords || !" ->".utf8.contains(byte)
            if byte == space {
                if hasWords { chance = (lines.count - 1, column) }
            } else if column > width, let place = chance {
                let lead = lead(of: lines[start...])
                lines[place.index] = lineFeed
                lines.insert(contentsOf: lead, at: place.index + 1)
                (start, column, chance) = (place.index + 1, column - place.column + lead.count, nil)
            }
        }
        while lines.last == lineFeed { lines.removeLast() }
        lines.append(lineFeed)
        return String(decoding: lines, as: UTF8.self)
    }

    /// What the rest of a broken line begins with: the quotation's marks and the spaces of the line itself, and two more behind the
    /// mark of an item. Nothing where these take up a third of the line.
    private static func lead(of line: ArraySlice<UInt8>) -> [UInt8] {
        let lead = line.prefix(width / 3 + 1).prefix { $0 == space || $0 == UInt8(ascii: ">") }
        guard lead.count <= width / 3 else { return [] }
        return lead + (line[lead.endIndex...].starts(with: "- ".utf8) ? [space, space] : [])
    }
}
