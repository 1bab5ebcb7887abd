/// The plain part's lines, short enough to read and for every mail program (RFC 5322 section 2.1.1).
package enum TextLayout {
    /// In code points.
    package static let width = 76
    private static let lineFeed = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// Breaks long lines at plain spaces. A link is never broken, a non-breaking space holds; the items of a list (`- `) stay
    /// indented, those within other items too, and quotations (`> `) keep their marks. Blank lines at both ends go, one line end closes the
    /// text.
    package static func wrapped(_ text: String) -> String {
        String(decoding: wrapped(Array(text.utf8)), as: UTF8.self)
    }

    static func wrapped(_ text: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(text.count + 64)
        for line in text.drop(while: { $0 == lineFeed }).lines { append(line, to: &lines) }
        while lines.last == lineFeed { lines.removeLast() }
        lines.append(lineFeed)
        return lines
    }

    /// Appends one line, wherever it has to be broken: how it breaks depends on no other.
    ///
    /// Works on bytes and counts code points: this runs for every message, and to find the ends of Characters would take a
    /// quarter of the whole rendering.
    static func append(_ line: ArraySlice<UInt8>, to lines: inout [UInt8]) {
        guard line.count > width else { return lines += line }
        var start = lines.count
        var column = 0
        /// Whether anything but marks and spaces stands on the line.
        var hasWords = false
        /// Where the line may be broken: the last space in it, and the column after that.
        var chance: (index: Int, column: Int)?
        for byte in line {
            lines.append(byte)
            if byte == lineFeed { break }
            // Bytes that continue a code point take no column.
            if byte & 0xC0 != 0x80 { column += 1 }
            hasWords = hasWords || byte != space && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ">")
            if byte == space {
                if hasWords { chance = (lines.count - 1, column) }
            } else if column > width, let place = chance {
                let lead = lead(of: lines[start...])
                lines[place.index] = lineFeed
                lines.insert(contentsOf: lead, at: place.index + 1)
                (start, column, chance) = (place.index + 1, column - place.column + lead.count, nil)
            }
        }
    }

    /// What the rest of a broken line begins with: the quotation's marks and the spaces of the line itself, and two more behind the
    /// mark of an item. Nothing where these take up a third of the line.
    private static func lead(of line: ArraySlice<UInt8>) -> [UInt8] {
        let lead = line.prefix(width / 3 + 1).prefix { $0 == space || $0 == UInt8(ascii: ">") }
        guard lead.count <= width / 3 else { return [] }
        return lead + (line[lead.endIndex...].starts(with: "- ".utf8) ? [space, space] : [])
    }
}

extension ArraySlice<UInt8> {
    /// The lines, each with the LF that ends it; the last one may have none.
    var lines: [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = startIndex
        while start < endIndex {
            let end = self[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? endIndex
            lines.append(self[start..<end])
            start = end
        }
        return lines
    }
}
