/// Headings, lists and paragraphs, by which a letter is gone through.
enum StructureCriteria {
    private static let levels = ["h1", "h2", "h3", "h4", "h5", "h6"]

    static func headings(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let headings = letter.tree.elements.filter { levels.contains($0.name) && !$0.isHidden }
        guard let first = headings.first else {
            return [
                AccessibilityFinding(
                    index: 0, fault: "a letter without a heading", mend: "give it an <h1>, as heading.html does",
                    french: "le message n’a pas de titre de niveau 1")
            ]
        }
        var findings: [AccessibilityFinding] = []
        if first.name != "h1" {
            findings.append(
                AccessibilityFinding(
                    index: first.place, fault: "the first heading is <\(first.name)>", mend: "begin with <h1>",
                    french: "le premier titre n’est pas de niveau 1"))
        }
        for (heading, next) in zip(headings, headings.dropFirst()) {
            let (level, deeper) = (levels.firstIndex(of: heading.name) ?? 0, levels.firstIndex(of: next.name) ?? 0)
            if deeper > level + 1 {
                findings.append(
                    AccessibilityFinding(
                        index: next.place, fault: "<\(next.name)> follows <\(heading.name)>, and a level is missing",
                        mend: "write <\(levels[level + 1])>",
                        french: "un titre de niveau \(deeper + 1) suit un titre de niveau \(level + 1)"))
            } else if deeper == 0 {
                findings.append(
                    AccessibilityFinding(
                        index: next.place, fault: "a second <h1>", mend: "write <h2>",
                        french: "le message a deux titres de niveau 1"))
            }
        }
        return findings
    }

    static func lists(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let items = letter.tree.seen("li").filter { item in
            item.parent.map { !["ul", "ol"].contains(letter.tree.elements[$0].name) } ?? true
        }
        let strangers = letter.tree.seen("ul", "ol").flatMap(\.children).map { letter.tree.elements[$0] }
            .filter { $0.name != "li" }
        let dashes = letter.tree.seen("p").filter { paragraph in
            ["- ", "– ", "• ", "* "].contains { paragraph.words.hasPrefix($0) }
        }
        guard !dashes.isEmpty || !letter.tree.seen("ul", "ol", "li").isEmpty else { return nil }
        return (items + strangers).map { element in
            AccessibilityFinding(
                index: element.place, fault: "<\(element.name)> where a list begins or should",
                mend: "put each entry into <li>, and all of them into <ul> or <ol>",
                french: "une liste n’est pas faite de ul ou ol et de li")
        }
            + dashes.map { paragraph in
                AccessibilityFinding(
                    index: paragraph.place, fault: "a paragraph that begins as an entry of a list",
                    mend: "write <ul> and <li>", french: "une énumération n’est pas une liste ul ou ol")
            }
    }

    /// Blank lines made of elements are read aloud as nothing, and skipped over one by one.
    static func emptiness(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        letter.tree.elements.filter { element in
            (levels + ["p", "li"]).contains(element.name) && !element.isHidden
                && element.words.allSatisfy(\.isWhitespace)
        }.map { element in
            AccessibilityFinding(
                index: element.place, fault: "an empty <\(element.name)>",
                mend: "take it out, and give its neighbour a margin",
                french: "un élément \(element.name) est vide")
        }
    }
}
