extension Language {
    /// Whether French words are spaced otherwise than in France.
    package var hasOwnSpacing: Bool { Spaces(self) != nil }

    /// French words as France spaces them, in the spacing of this language: Canada puts nothing before `;`, `!` and `?`;
    /// Switzerland a narrow space before these and `:` and inside « », and nothing before `%`. Only the no-break spaces beside
    /// such a sign change: words without them stay what they are.
    package func respaced(_ words: String) -> String {
        guard let spaces = Spaces(self) else { return words }
        var result = String.UnicodeScalarView()
        /// A no-break space that is not written yet: the sign after it decides.
        var pending: Unicode.Scalar?
        var followsOpening = false
        for scalar in words.unicodeScalars {
            if pending == nil, Spaces.isNoBreak(scalar) {
                pending = scalar
                continue
            }
            if let space = pending {
                let replacement = spaces.before(scalar) ?? (followsOpening ? spaces.insideQuotes : nil)
                result.append(contentsOf: (replacement ?? String(space)).unicodeScalars)
                pending = nil
            }
            result.append(scalar)
            followsOpening = scalar == "«"
        }
        if let space = pending {
            result.append(contentsOf: (followsOpening ? spaces.insideQuotes : String(space)).unicodeScalars)
        }
        return String(result)
    }
}

/// Where a region spaces otherwise than France does.
private struct Spaces {
    let beforeHighSigns: String
    let beforeColon: String
    let insideQuotes: String
    let beforePercent: String

    /// Nil where nothing differs.
    init?(_ language: Language) {
        switch language {
        case .french, .english: return nil
        case .canadianFrench:
            beforeHighSigns = ""
            beforeColon = French.noBreakSpace
            insideQuotes = French.noBreakSpace
            beforePercent = French.noBreakSpace
        case .swissFrench:
            beforeHighSigns = French.narrowNoBreakSpace
            beforeColon = French.narrowNoBreakSpace
            insideQuotes = French.narrowNoBreakSpace
            beforePercent = ""
        }
    }

    func before(_ sign: Unicode.Scalar) -> String? {
        switch sign {
        case ";", "!", "?": beforeHighSigns
        case ":": beforeColon
        case "»": insideQuotes
        case "%": beforePercent
        default: nil
        }
    }

    static func isNoBreak(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{A0}" || scalar == "\u{202F}" }
}
