extension String {
    /// The text with a letter and its combining marks made into one character where Unicode has one: `e` and U+0301 become `é`.
    ///
    /// This is normalisation form C for Latin, Greek and Cyrillic letters followed by marks of U+0300 to U+036F, which is what keyboards
    /// and file names of macOS produce. It leaves alone what else the form would change: Hangul syllables in pieces, marks of
    /// other scripts, compatibility singletons such as the ångström sign, and a precomposed letter whose marks are out of order.
    func composed() -> String {
        utf8.contains(where: \.mayBeginCombiningMark) ? composedUnseen : self
    }

    fileprivate var composedUnseen: String {
        var result = String.UnicodeScalarView()
        var cluster = Cluster()
        for scalar in unicodeScalars {
            if cluster.add(scalar) { continue }
            result.append(contentsOf: cluster.composed())
            cluster = Cluster(base: scalar)
        }
        result.append(contentsOf: cluster.composed())
        return String(result)
    }
}

extension [UInt8] {
    var mayHoldCombiningMarks: Bool {
        // Without an early way out the loop handles many bytes at a time.
        reduce(false) { $0 || $1.mayBeginCombiningMark }
    }

    /// What `String.composed()` makes of a text that holds a mark, be it elsewhere than in these bytes.
    var composedUnseen: [UInt8] { Array(String(decoding: self, as: UTF8.self).composedUnseen.utf8) }
}

extension UInt8 {
    /// In UTF-8 the marks U+0300 to U+036F begin with one of two bytes, which begin no letter of French.
    var mayBeginCombiningMark: Bool { self & 0xFE == 0xCC }
}

/// A base character and the marks that follow it, in canonical order.
private struct Cluster {
    private var base: Unicode.Scalar?
    private var marks: [(scalar: Unicode.Scalar, order: UInt8)] = []

    init(base: Unicode.Scalar? = nil) { self.base = base }

    /// Takes a combining mark; false for any other character. Marks of one class keep their order, as they stack.
    mutating func add(_ scalar: Unicode.Scalar) -> Bool {
        let order = scalar.properties.canonicalCombiningClass.rawValue
        guard order > 0 else { return false }
        let place = marks.firstIndex { $0.order > order } ?? marks.endIndex
        marks.insert((scalar, order), at: place)
        return true
    }

    /// Joins each mark to the base unless a mark that stays behind has the same class and stands in between.
    func composed() -> [Unicode.Scalar] {
        guard var letter = base else { return marks.map(\.scalar) }
        var rest: [(scalar: Unicode.Scalar, order: UInt8)] = []
        for mark in marks {
            let isBlocked = rest.last.map { $0.order == mark.order } ?? false
            if !isBlocked, let joined = Self.letters[String(letter) + String(mark.scalar)] {
                letter = joined
            } else {
                rest.append(mark)
            }
        }
        return [letter] + rest.map(\.scalar)
    }

    /// Every letter that is one character, found by its text: strings with the same canonical form are equal, so the letter in
    /// pieces is the same key. Of two equal letters the first is the one in form C.
    private static let letters: [String: Unicode.Scalar] = {
        let ranges: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF]
        let scalars = ranges.joined().compactMap(Unicode.Scalar.init)
        return Dictionary(scalars.map { (String($0), $0) }) { first, _ in first }
    }()
}
