import Mail

/// A rendered letter whose words know where they came from.
struct TracedLetter {
    /// The `kind.yaml` with the sample.
    var definition: Source?
    /// The shop's own locale, as far as the kind has it: its sample is written in that.
    var standard: String
    var language: String
    var subject: TracedText
    var text: TracedText
    /// The HTML part; nil where the kind has none.
    var view: MarkupView?
}

/// What is wrong with a rendered letter.
enum LetterCheck {
    static let longestSubject = 60
    static let longestPreheader = 100
    /// Beyond about 102 KB Gmail hides the end, and with it the way out of the list.
    static let largestMarkup = 100_000
    /// In bytes (RFC 5322 section 2.1.1).
    static let longestLine = 998

    static func faults(in letter: TracedLetter, sample: SampleVariant) -> [TemplateFault] {
        var faults = LinkCheck.faults(in: letter) + text(letter.text)
        faults += RenderedTypography.faults(in: letter, isSample: sample == .plain)
        if sample == .plain { faults += subject(letter.subject) }
        guard let view = letter.view else { return faults }
        faults += MarkupCheck(view, language: letter.language).faults + ContrastCheck.faults(in: view)
        if sample == .plain { faults += FrameMark.faults(in: view) }
        faults += preheader(view, isSample: sample == .plain)
        if view.html.text(0..<view.html.scalars.count).utf8.count > largestMarkup {
            faults.append(
                view.html.wholeFault(
                    "is larger than \(largestMarkup) bytes",
                    "take away what the letter doesn't need"))
        }
        return faults
    }

    private static func subject(_ subject: TracedText) -> [TemplateFault] {
        let words = subject.text(0..<subject.scalars.count)
        var faults: [TemplateFault] = []
        if words.count > longestSubject {
            faults.append(subject.fault(at: 0, "is longer than \(longestSubject) characters", "say it shorter"))
        }
        let beginning = words.lowercased().filter { !$0.isWhitespace }
        if let mark = ["re:", "tr:", "fwd:", "fw:"].first(where: { beginning.hasPrefix($0) }) {
            faults.append(
                subject.fault(at: 0, "begins as an answer does, with \(mark)", "say what the message is about"))
        }
        return faults
    }

    private static func text(_ text: TracedText) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        for line in text.lines {
            if text.text(line).utf8.count > longestLine {
                faults.append(
                    text.fault(
                        at: line.lowerBound, "a line that can't be broken, of more than \(longestLine) bytes",
                        "put spaces or line breaks into it"))
            }
            let words = text.scalars[line]
            let indices = words.indices.dropFirst()
            if let index = indices.first(where: { words[$0] == " " && words[$0 - 1] == " " && $0 - 1 > line.lowerBound }
            ) {
                faults.append(text.fault(at: index, "two spaces in a row", "take one away"))
            }
        }
        for (line, next) in zip(text.lines, text.lines.dropFirst()) where line.isEmpty && next.isEmpty {
            faults.append(
                text.fault(at: next.upperBound + 1, "two blank lines in a row before this line", "take one away"))
        }
        return faults
    }

    private static func preheader(_ view: MarkupView, isSample: Bool) -> [TemplateFault] {
        let words = view.preheader.map { preheader in
            preheader.text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint && $0 != "\u{A0}" }
                .split(whereSeparator: \.properties.isWhitespace)
                .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
        }
        guard let words, let index = view.preheader?.index, !words.isEmpty else {
            return [
                view.html.wholeFault(
                    "has no preheader",
                    "say in {{$preheader}} what a mailbox shows beside the subject")
            ]
        }
        guard isSample, words.count > longestPreheader else { return [] }
        return [
            view.html.fault(at: index, "the preheader is longer than \(longestPreheader) characters", "say it shorter")
        ]
    }
}
