import Mail

/// What a text must be before it is let into a letter. Producers meet the same rules at `facteur.enqueue`; here they are the
/// last check.
enum ValueRules {
    /// One line: no control character, no line or paragraph separator, none of the code points that the renderer keeps for
    /// itself.
    static func isLine(_ text: String) -> Bool {
        !text.utf8.contains(where: mayBegin)
            || text.unicodeScalars.allSatisfy { !isControl($0) && !Placeholders.isMark($0) }
    }

    /// Whether something that no line may hold begins with this byte in UTF-8: a control character, a separator, a mark.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xF3
    }

    /// Lines that end in LF; a tab may be among the words.
    static func isBlock(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || (!isControl($0) && !Placeholders.isMark($0)) }
    }

    /// What is wrong with a line, as the schema says it; nil for nothing.
    static func lineFault(_ text: String) -> String? {
        guard !isLine(text) else { return nil }
        return text.unicodeScalars.contains(where: isControl)
            ? "holds a line break or another control character" : "holds a private character that no text has"
    }

    /// The same for words whose lines end in LF or CRLF.
    static func blockFault(_ text: String) -> String? {
        let scalars = allLines(of: text).joined(separator: "\n").unicodeScalars
        guard !scalars.contains(where: { $0 != "\n" && $0 != "\t" && isControl($0) }) else {
            return "holds a control character"
        }
        return scalars.contains(where: Placeholders.isMark) ? "holds a private character that no text has" : nil
    }

    /// The lines of a text, which end in LF or CRLF, without blank ones at either end.
    static func lines(of text: String) -> [String] {
        var lines = allLines(of: text)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        return Array(lines.drop { $0.allSatisfy(\.isWhitespace) })
    }

    private static func allLines(of text: String) -> [String] {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        // Each but the last ended in LF, which a CR may stand before.
        for index in lines.indices.dropLast() where lines[index].last == "\r" { lines[index].removeLast() }
        return lines.map { String(Substring($0)) }
    }

    /// The text without what turns the writing direction of its surroundings.
    static func directed(_ text: String) -> String {
        // All of them begin with this byte in UTF-8.
        guard text.utf8.contains(0xE2) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.turnsDirection }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
