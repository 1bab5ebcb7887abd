import Mail

/// What stands in a rendered part for values that come later, which have numbers.
///
/// Their marks are private code points that `ValueRules` lets into no value, so that nothing an editor or a customer writes can be taken
/// for one.
enum Placeholders {
    static let opening: Unicode.Scalar = "\u{F0000}"
    static let closing: Unicode.Scalar = "\u{F0001}"

    static func mark(_ number: Int) -> String { "\(opening)\(number)\(closing)" }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == opening || scalar == closing }

    /// The part with the place of a number filled for good.
    static func filling(_ number: Int, in rendered: String, with words: String) -> String {
        let mark = Array(mark(number).unicodeScalars)
        var filled = rendered
        while let place = filled.unicodeScalars.firstRange(of: mark) { filled.replaceSubrange(place, with: words) }
        return filled
    }

    /// The part with places for its values.
    static func mergeText(_ rendered: String, escaping: MergeText.Escaping = .none) -> MergeText {
        var pieces: [MergeText.Piece] = []
        let parts = rendered.unicodeScalars.split(separator: opening, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let halves = part.split(separator: closing, maxSplits: 1, omittingEmptySubsequences: false)
            if index > 0, halves.count == 2, let number = Int(String(halves[0])) { pieces.append(.value(number)) }
            if let words = halves.last, index == 0 || halves.count == 2 {
                pieces.append(.words(Array(String(words).utf8)))
            }
        }
        return MergeText(pieces, escaping: escaping)
    }
}
