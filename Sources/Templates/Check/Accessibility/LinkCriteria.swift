/// Links for those who go from one to the next, and those who don't see their colour.
enum LinkCriteria {
    private static func links(_ letter: AccessibleLetter) -> [MarkupTree.Element]? {
        let links = letter.tree.seen("a").filter { $0.token["href"] != nil }
        return links.isEmpty ? nil : links
    }

    /// Words that say the same of every link.
    private static let vague: Set<String> = [
        "ici", "cliquez ici", "cliquer ici", "clic ici", "par ici", "lien", "ce lien", "en savoir plus",
        "lire la suite", "la suite",
        "suite", "plus", "plus d’infos", "voir", "voir plus", "découvrir", "détails", "here", "click here", "this link",
        "link",
        "more", "read more", "learn more", "see more", "details", "continue",
    ]

    static func clarity(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        links(letter)?.filter { vague.contains(plain($0.words)) }.map { link in
            let words = trimmed(link.words)
            return AccessibilityFinding(
                index: link.wordsPlace ?? link.place, fault: "a link says “\(words)” alone", mend: "say where it leads",
                french: "un lien dit seulement «\u{A0}\(words)\u{A0}»")
        }
    }

    static func names(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        links(letter)?.filter { trimmed($0.words).isEmpty && $0.token["aria-label"]?.value.isEmpty ?? true }.map {
            link in
            AccessibilityFinding(
                index: link.wordsPlace ?? link.place, fault: "a link without words",
                mend: "put words, or an image with alt, between <a> and </a>",
                french: "un lien n’a pas d’intitulé")
        }
    }

    /// A link within words that has no line under it is known by its colour alone.
    static func underlines(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let within = links(letter)?.filter { link in
            let around = letter.tree.ancestors(of: link).first { ["p", "li", "td", "th", "div"].contains($0.name) }
            return around.map { trimmed($0.words).count > trimmed(link.words).count } ?? false
        }
        guard let within, !within.isEmpty else { return nil }
        return within.filter { $0.declaration("text-decoration") == "none" }.map { link in
            AccessibilityFinding(
                index: link.place, fault: "a link among words is told by its colour alone",
                mend: "write text-decoration:underline",
                french: "un lien au milieu du texte ne se distingue que par sa couleur")
        }
    }

    static func tabOrder(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        guard links(letter) != nil else { return nil }
        return letter.tree.elements.compactMap { element in
            guard let order = element.token["tabindex"], Int(order.value).map({ $0 > 0 }) ?? true else { return nil }
            return AccessibilityFinding(
                index: element.place, fault: "tabindex=\"\(order.value)\" changes the order of the links",
                mend: "take it out",
                french: "un attribut tabindex change l’ordre de tabulation")
        }
    }

    private static func trimmed(_ words: String) -> String {
        let words = words.drop { $0 == " " }
        return words.last == " " ? String(words.dropLast()) : String(words)
    }

    /// In lower case, without the marks around the words.
    private static func plain(_ words: String) -> String {
        let marks: Set<Character> = [" ", ".", "…", "!", "?", ":", "›", "»", ">", "→", "\u{A0}", "\u{202F}"]
        let words = words.lowercased().drop { marks.contains($0) }
        return String(
            words.prefix(
                words.lastIndex { !marks.contains($0) }.map { words.distance(from: words.startIndex, to: $0) + 1 } ?? 0)
        )
    }
}
