/// The words of one reply, gathered line by line: printable, bounded, the enhanced status code set apart.
struct ReplyText: Sendable {
    static let longestText = 512

    private(set) var enhanced: String?
    private var words = ""
    private var length = 0
    private var isFirst = true

    /// The lines joined by a space.
    var finished: String { words }

    /// Adds what follows a line's code. The enhanced code (RFC 2034) stands at the head of every line: it is read from the
    /// first and left out wherever it is repeated.
    mutating func append(_ line: ArraySlice<UInt8>) {
        var line = line
        if let prefix = Self.enhancedPrefix(of: line) {
            let found = String(decoding: prefix, as: UTF8.self)
            if isFirst { enhanced = found }
            if found == enhanced { line = line.dropFirst(prefix.count).drop { $0 == UInt8(ascii: " ") } }
        }
        isFirst = false
        guard !line.isEmpty, length < Self.longestText else { return }
        if !words.isEmpty { add(" ") }
        if line.allSatisfy({ (0x20...0x7E).contains($0) }) {
            let part = line.prefix(Self.longestText - length)
            words += String(decoding: part, as: UTF8.self)
            length += part.count
        } else if let utf8 = String(validating: line, as: UTF8.self) {
            for scalar in utf8.unicodeScalars { add(scalar) }
        } else {
            for byte in line { add(Unicode.Scalar(byte)) }
        }
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        guard length < Self.longestText else { return }
        words.unicodeScalars.append(Self.isPrintable(scalar) ? scalar : " ")
        length += 1
    }

    /// Not a control, line separator, or sign that changes the direction of what follows it on an operator's terminal.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }

    /// `class.subject.detail` with class 2, 4 or 5, followed by a space or the end (RFC 3463 section 2).
    private static func enhancedPrefix(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let candidate = line.prefix { $0 != UInt8(ascii: " ") }
        guard (5...9).contains(candidate.count) else { return nil }
        let parts = candidate.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ (1...3).contains($0.count) }),
            parts.joined().allSatisfy(\.isDigit),
            parts[0].count == 1, let digit = parts[0].first, "245".utf8.contains(digit)
        else { return nil }
        return candidate
    }
}
