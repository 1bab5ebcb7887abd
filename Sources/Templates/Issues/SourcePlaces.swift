/// Where characters of a text stand, as an editor shows it.
struct SourcePlaces {
    private let scalars: [Unicode.Scalar]
    /// Where each line begins.
    private let starts: [Int]

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        starts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
    }

    /// The fault at a scalar, which may be that behind the last one.
    func fault(at index: Int, _ fault: String, _ mend: String) -> IssueFault {
        let line = line(of: index)
        let before = String(String.UnicodeScalarView(scalars[starts[line]..<max(index, starts[line])]))
        return IssueFault(line: line + 1, column: before.count + 1, fault: fault, mend: mend)
    }

    /// `line 7`, for a mend that points elsewhere.
    func name(of index: Int) -> String { "line \(line(of: index) + 1)" }

    private func line(of index: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= index { low = middle } else { high = middle }
        }
        return low
    }
}

extension [Unicode.Scalar] {
    /// Some of them as a text.
    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(self[range])) }

    /// The same without what no section says.
    func said(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(self[range].filter { $0 != .nothing }))
    }

    /// Whether a text in lower case stands at an index, in any case of ASCII letters.
    func begins(with words: String, at index: Int) -> Bool {
        var place = index
        for scalar in words.unicodeScalars {
            guard place < count, self[place].lowercasedASCII == scalar else { return false }
            place += 1
        }
        return true
    }

    /// Where a text in lower case stands next.
    func firstIndex(of words: String, from index: Int) -> Int? {
        guard let first = words.unicodeScalars.first else { return nil }
        var place = index
        while place < count {
            if self[place].lowercasedASCII == first, begins(with: words, at: place) { return place }
            place += 1
        }
        return nil
    }
}

extension Unicode.Scalar {
    var lowercasedASCII: Unicode.Scalar {
        ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value + 0x20)) : self
    }

    /// White space of HTML (Infra: ASCII whitespace), and what stands for nothing where sections are masked.
    var isMarkupSpace: Bool {
        self == " " || self == "\n" || self == "\t" || self == "\r" || self == "\u{C}" || self == .nothing
    }

    /// Stands for each character that a section does not say, so that all others keep their places.
    static var nothing: Unicode.Scalar { Placeholders.closing }

    var isASCIILetter: Bool { ("a"..."z").contains(lowercasedASCII) }
}
