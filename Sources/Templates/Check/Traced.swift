/// A part of a rendered letter that knows where each of its characters came from.
struct Traced {
    struct Origin: Sendable, Hashable {
        var file: String
        var line: Int
        /// The variable whose value it is; nil for the template's own words.
        var variable: String?
    }

    private(set) var scalars: [Unicode.Scalar] = []
    private var sources: [Int] = []
    private let origins: [Origin]

    init(origins: [Origin]) { self.origins = origins }

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
