/// A part of a rendered letter that knows where each of its characters came from.
struct TracedText {
    struct Origin: Sendable, Hashable {
        var file: String
        var line: Int
        /// The variable whose value it is; nil for the template's own words.
        var variable: String?
    }

    private(set) var scalars: [Unicode.Scalar] = []
    private var sources: [Int] = []
    private let origins: [Origin]
    /// Of the kind's own part.
    private let file: String

    init(file: String, origins: [Origin]) {
        self.file = file
        self.origins = [Origin(file: file, line: 1)] + origins
    }

    /// Adds a character that came from the origin of this number, counted from 1; 0 is the part itself.
    mutating func append(_ scalar: Unicode.Scalar, from source: Int) {
        scalars.append(scalar)
        sources.append(source)
    }

    /// Where a character came from; beyond the end, and where there is none, the part's first line.
    func origin(at index: Int) -> Origin { origins[sources.indices.contains(index) ? sources[index] : 0] }

    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    func fault(at index: Int, _ fault: String, _ mend: String) -> TemplateFault {
        let origin = origin(at: index)
        return TemplateFault(file: origin.file, line: origin.line, fault: fault, mend: mend)
    }

    /// A fault of no one line.
    func wholeFault(_ fault: String, _ mend: String) -> TemplateFault {
        TemplateFault(file: file, fault: fault, mend: mend)
    }

    /// The lines, by their places.
    var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (index, scalar) in scalars.enumerated() where scalar == "\n" {
            lines.append(start..<index)
            start = index + 1
        }
        return lines + [start..<scalars.count]
    }
}
