/// HTML of one's own, as far as the issue's own rules go: words that not everyone can read, its typography, pixels. Whether it is
/// sound the rules of own HTML say.
struct IssueFileMarkup {
    private let passage: IssuePassage
    let view: MarkupView

    init(_ passage: IssuePassage) {
        self.passage = passage
        // Each character's origin is its own place: so that what the templates' checks find has a column.
        let scalars = Array(passage.text.unicodeScalars)
        let origins = scalars.indices.map { TracedText.Origin(file: passage.file, line: $0) }
        var html = TracedText(file: passage.file, origins: origins)
        for (index, scalar) in scalars.enumerated() { html.append(scalar, from: index + 1) }
        view = MarkupView(html)
    }

    /// A fault at a place of the HTML, in Unicode scalars.
    func fault(at index: Int, _ fault: String, _ mend: String) -> IssueFileFault {
        passage.fault(at: index, fault, mend)
    }

    func faults(language: String) -> [IssueFileFault] {
        // Here they come from no settings, of which the check of templates speaks behind the comma.
        var faults = ContrastCheck.faults(in: view).map { found in
            fault(at: found.line ?? 0, found.fault, String(found.mend.prefix { $0 != "," }))
        }
        for line in view.lines {
            for found in TypographyRules.faults(in: Self.words(line).map(\.scalar), language: language) {
                faults.append(fault(at: Self.words(line)[found.offset].index, found.fault, found.mend))
            }
        }
        for token in view.tokens where token.type == .opening && token.name == "img" {
            let sides = ["width", "height"].compactMap { token[$0]?.value }
            // The rules of own HTML tell of these.
            guard sides.count < 2 || !sides.allSatisfy({ $0 == "0" || $0 == "1" }) else { continue }
            let styled = Self.sides(inStyle: token["style"]?.value ?? "")
            guard (sides + styled).contains(where: { ["0", "1", "0px", "1px"].contains($0) }) else { continue }
            faults.append(
                fault(
                    at: token.range.lowerBound, "a picture that nobody sees tells who opened the letter",
                    "take it out: readers are not watched (CNIL 2026-042)"))
        }
        return faults
    }

    /// What a style says of a picture's width and height; nothing where it waits for another style to show it, as a logo for the dark.
    private static func sides(inStyle style: String) -> [String] {
        let declarations = style.lowercased().split(separator: ";").map { declaration in
            declaration.split(separator: ":", maxSplits: 1).map { half in
                String(half.prefix { $0 != "!" }.filter { !$0.isWhitespace })
            }
        }
        guard !declarations.contains(["display", "none"]) else { return [] }
        return declarations.filter { $0.count == 2 && ["width", "height"].contains($0[0]) }.map { $0[1] }
    }

    /// The line without the spaces at its ends, and with each bare link as one letter: its marks are no punctuation.
    private static func words(
        _ line: [(scalar: Unicode.Scalar, index: Int)]
    ) -> [(scalar: Unicode.Scalar, index: Int)] {
        var letters: [(scalar: Unicode.Scalar, index: Int)] = []
        for word in line.split(omittingEmptySubsequences: false, whereSeparator: { $0.scalar == " " }) {
            let isLink = ["http://", "https://", "{{"].contains {
                word.lazy.map(\.scalar).starts(with: $0.unicodeScalars)
            }
            let placeholder = ForeignPlaceholder.length(at: word.map(\.scalar)[...], behind: nil) ?? 0
            if placeholder > 0 { letters.append((IssueFileWords.value, word[word.startIndex].index)) }
            letters += isLink ? word.prefix(1) : word.dropFirst(placeholder)
            if word.endIndex < line.endIndex { letters.append(line[word.endIndex]) }
        }
        while letters.first?.scalar == " " { letters.removeFirst() }
        while letters.last?.scalar == " " { letters.removeLast() }
        return letters
    }
}
