/// A name as a person writes it, from what programs, forms and other people's lists make of it: `JEAN-LUC D’ARTAGNAN`, `zoé`,
/// `DUPONT Jean`. What somebody wrote in capitals and small letters is theirs (`MacDonald`, `van der Berg`), and stays.
enum NameSpelling {
    /// The name in capitals and small letters, its given name first where capitals tell which is which.
    static func respelled(_ name: String) -> String {
        var words = name.split(separator: " ").map(Word.init)
        let hasCapitals = words.contains { $0.shape == .capitals }
        let isInSmallLetters =
            words.contains { $0.shape == .small } && words.allSatisfy { $0.shape == .small || $0.shape == .caseless }
        guard hasCapitals || isInSmallLetters, !words.contains(where: \.isBeyondTables) else { return name }
        let isInOneCase = isInSmallLetters || !words.contains { $0.shape == .small || $0.shape == .mixed }
        if !isInOneCase { words = withGivenNameFirst(words) }
        return words.enumerated().map { index, word in
            // Beside a surname in capitals the rest was written with care, but perhaps for its beginning: `jean DUPONT`.
            let isLeft = !isInOneCase && (word.shape == .mixed || word.shape == .small && index > 0)
            return isLeft ? String(word.text) : word.respelled(isFirst: index == 0)
        }.joined(separator: " ")
    }

    /// `DUPONT Jean`, as forms of the administration write it, is Jean Dupont; a title stays in front.
    private static func withGivenNameFirst(_ words: [Word]) -> [Word] {
        let titles = words.prefix { $0.isTitle }
        let names = words.dropFirst(titles.count)
        let surname = names.prefix { $0.shape == .capitals }
        let given = names.dropFirst(surname.count)
        guard !given.isEmpty, surname.contains(where: \.mayBeSurname),
            given.allSatisfy({ $0.shape == .mixed || $0.shape == .small }), !given.contains(where: \.isTitle)
        else { return words }
        return Array(titles) + given + surname
    }
}

/// What stands between two spaces of a name.
private struct Word {
    enum Shape {
        /// Nothing to spell: letters without cases, an initial, an abbreviation (`JP`, `II`, `SARL`).
        case caseless
        case small
        /// Two letters or more, and no small one.
        case capitals
        case mixed
    }

    let text: Substring
    let shape: Shape

    init(_ text: Substring) {
        self.text = text
        let scalars = text.unicodeScalars
        let hasSmall = scalars.contains { $0.properties.isLowercase }
        let capitals = scalars.count { $0.properties.isUppercase }
        shape =
            switch (hasSmall, capitals) {
            case (true, 0): .small
            case (true, _): .mixed
            case (false, 0): .caseless
            case (false, _):
                Self.pieces(of: text).contains { $0.count > 1 && !Self.isAbbreviation($0) } ? .capitals : .caseless
            }
    }

    /// The letters between spaces, hyphens, apostrophes and dots, and these themselves.
    private static func pieces(of text: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var rest = text
        while let first = rest.first {
            let piece = marks.contains(first) ? rest.prefix(1) : rest.prefix { !marks.contains($0) }
            pieces.append(piece)
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    private static let marks: Set<Character> = ["-", "'", "’", "."]

    var isTitle: Bool { NameWords.titles.contains(text.filter { $0 != "." }.lowercased()) }

    /// Whether capitals have meant it for a surname; two letters may be somebody's initials.
    var mayBeSurname: Bool { text.count > 2 && !isTitle }

    /// Letters whose other case depends on the language or on their place: the I with and without a dot of Turkish, the Greek sigma.
    var isBeyondTables: Bool {
        text.unicodeScalars.contains { $0 == "\u{130}" || $0 == "\u{131}" || $0 == "\u{3A3}" }
    }

    /// Capitals that are no word: initials, which have no vowel, numbers of kings and popes, forms of companies.
    private static func isAbbreviation(_ piece: Substring) -> Bool {
        let capitals = piece.uppercased()
        if NameWords.abbreviations.contains(capitals) { return true }
        return capitals.count < 4 && capitals.allSatisfy { $0.isASCII && !"AEIOUY".contains($0) }
            && !NameWords.titles.contains(capitals.lowercased()) && !NameWords.withoutVowel.contains(capitals)
    }

    func respelled(isFirst: Bool) -> String {
        let pieces = Self.pieces(of: text)
        let small = text.lowercased()
        if !isFirst, NameWords.particles.contains(small) { return small }
        return pieces.indices.map { index in
            let before = index > 0 ? pieces[index - 1] : ""
            let after = index + 1 < pieces.count ? pieces[index + 1] : ""
            return Self.respelled(pieces[index], isFirst: isFirst && index == 0, before: before, after: after)
        }.joined()
    }

    private static func respelled(
        _ piece: Substring, isFirst: Bool, before: Substring, after: Substring
    ) -> String {
        let small = piece.lowercased()
        // Jean d’Artagnan, Jean-de-Dieu.
        if !isFirst, small == "d", after == "'" || after == "’" { return small }
        if before == "-", after == "-", NameWords.joints.contains(small) { return small }
        if isAbbreviation(piece) { return piece.uppercased() }
        if small.hasPrefix("mc"), small.count > 4 { return "Mc" + capitalised(small.dropFirst(2)) }
        return capitalised(small[...])
    }

    private static func capitalised(_ small: Substring) -> String {
        small.prefix(1).uppercased() + small.dropFirst()
    }
}

/// The words of names that are spelt otherwise than names.
private enum NameWords {
    static let titles: Set<String> = [
        "m", "mr", "mm", "mme", "mmes", "mlle", "mlles", "monsieur", "madame", "mademoiselle", "mrs", "ms", "miss",
        "dr",
        "docteur", "pr", "me", "maître", "mgr", "mx", "sir", "et",
    ]

    /// Small within a name. Articles are not among them: Jean de La Fontaine, Yann Le Goff.
    static let particles: Set<String> = [
        "de", "du", "des", "et", "ou", "van", "von", "vom", "zu", "zum", "zur", "der", "den", "ter", "ten", "da", "das",
        "do", "dos", "di", "del", "della", "y", "e",
    ]

    /// Words of names that look like initials.
    static let withoutVowel: Set<String> = ["ST", "JR", "SR", "NG"]

    /// Small between two hyphens.
    static let joints: Set<String> = ["de", "du", "des", "la", "le", "les", "en", "et"]

    static let abbreviations: Set<String> = [
        "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI", "SARL", "SAS", "SASU",
        "EURL", "SCI", "SNC", "SELARL",
    ]
}
