/// The typography of a letter's words where a template's words and values meet.
enum RenderedTypography {
    /// `isSample` when the values are the ones that the editor wrote: those that the checks make up mean nothing.
    static func faults(in letter: TracedLetter, isSample: Bool) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        func check(_ line: [(scalar: Unicode.Scalar, index: Int)], _ part: TracedText) {
            let words = readable(line)
            for fault in TypographyRules.faults(in: words.map(\.scalar), language: letter.language) {
                let index = words[fault.offset].index
                if (isSample ? isOurs(part.origin(at: index), letter) : part.origin(at: index).variable == nil) {
                    let found = part.fault(at: index, fault.fault, fault.mend)
                    faults.append(inSample(found, part.origin(at: index), letter))
                }
            }
        }
        for part in [letter.subject, letter.text] {
            for line in part.lines { check(line.map { (part.scalars[$0], $0) }, part) }
        }
        if let view = letter.view {
            for line in view.lines { check(line, view.html) }
        }
        return faults
    }

    /// The fault where the sample holds it, when it stands in a value.
    private static func inSample(
        _ fault: TemplateFault, _ origin: TracedText.Origin, _ letter: TracedLetter
    ) -> TemplateFault {
        guard let definition = letter.definition, let variable = origin.variable else { return fault }
        let name = variable.hasPrefix("content.") ? String(variable.dropFirst("content.".count)) : variable
        let lines = [name, "markdown", letter.language].lazy.compactMap { definition.line(of: $0, under: "sample") }
        guard let line = lines.first else { return fault }
        return TemplateFault(file: definition.file, line: line, fault: fault.fault, mend: fault.mend)
    }

    /// Whether a fault is one to mend: names that the settings or a producer gave are written as their owners do; an issue's
    /// words and its frame are in one language, other samples in the shop's own.
    private static func isOurs(_ origin: TracedText.Origin, _ letter: TracedLetter) -> Bool {
        guard let variable = origin.variable else { return true }
        if variable.hasPrefix("content.") { return !letter.language.contains("-") }
        let isGiven =
            ["shop.", "social_"].contains { variable.hasPrefix($0) } || ["recipient", "salutation"].contains(variable)
        return !isGiven && letter.language == letter.standard
    }

    /// The line with each URL as one letter: its marks are no punctuation.
    private static func readable(
        _ line: [(scalar: Unicode.Scalar, index: Int)]
    ) -> [(scalar: Unicode.Scalar, index: Int)] {
        var words: [(scalar: Unicode.Scalar, index: Int)] = []
        for word in line.split(omittingEmptySubsequences: false, whereSeparator: { TypographyRules.isSpace($0.scalar) })
        {
            let isLink = ["http://", "https://"].contains { word.lazy.map(\.scalar).starts(with: $0.unicodeScalars) }
            words += isLink ? word.prefix(1) : word
            if word.endIndex < line.endIndex { words.append(line[word.endIndex]) }
        }
        if words.first?.scalar == " " { words.removeFirst() }
        return words
    }
}
