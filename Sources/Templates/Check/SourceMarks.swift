import Mail

/// Marks in the sources of a kind, which show in its rendered letters from which line of which file every word came: a fault
/// that only rendering brings out can be told where its cause is.
///
/// A mark is one private code point before each run of words and around each variable. Lines of tags alone get none: the
/// engine leaves such lines out of the letter.
struct SourceMarks {
    /// What stands behind each mark.
    private(set) var origins: [Traced.Origin] = []

    private static let first: UInt32 = 0x10_0000
    private static let last: UInt32 = 0x10_FFFD

    /// A rendered part without its marks. What no mark precedes is laid to the first line of `file`.
    func traced(_ rendered: String, of file: String) -> Traced {
        var traced = Traced(file: file, origins: origins)
        var origin = 0
        for scalar in rendered.unicodeScalars {
            if scalar.value >= Self.first, scalar.value < Self.first + UInt32(origins.count) {
                origin = Int(scalar.value - Self.first) + 1
            } else {
                traced.append(scalar, from: origin)
            }
        }
        return traced
    }

    /// The source with marks. It must be sound: every tag ends on its line.
    mutating func marked(_ source: Source) -> Source {
        var sections: [String] = []
        var lines: [String] = []
        for (index, line) in source.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            lines.append(marked(line, of: Traced.Origin(file: source.file, line: index + 1), within: &sections))
        }
        return Source(file: source.file, text: lines.joined(separator: "\n"))
    }

    private mutating func marked(_ line: Substring, of origin: Traced.Origin, within sections: inout [String]) -> String
    {
        var marked = ""
        var rest = line
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            marked += words(rest[..<open.lowerBound], of: origin)
            let inner = rest[open.upperBound..<close.lowerBound]
            let name = inner.filter { $0 != " " }
            switch name.first {
            case "#", "^": sections.append(String(name.dropFirst()))
            case "/" where sections.last.map { $0 == name.dropFirst() } == true: sections.removeLast()
            case "/", "!", ">", "<", "$": break
            default:
                var value = origin
                value.variable = name == "." ? sections.last : String(name)
                marked += mark(value) + "{{\(inner)}}" + mark(origin)
                rest = rest[close.upperBound...]
                continue
            }
            marked += "{{\(inner)}}"
            rest = rest[close.upperBound...]
        }
        return marked + words(rest, of: origin)
    }

    private mutating func words(_ words: Substring, of origin: Traced.Origin) -> String {
        words.allSatisfy(\.isWhitespace) ? String(words) : mark(origin) + words
    }

    private mutating func mark(_ origin: Traced.Origin) -> String {
        // No kind has sixty thousand lines; words beyond are laid to the mark before them.
        guard let scalar = Unicode.Scalar(Self.first + UInt32(origins.count)), scalar.value < Self.last else {
            return ""
        }
        origins.append(origin)
        return String(scalar)
    }
}
