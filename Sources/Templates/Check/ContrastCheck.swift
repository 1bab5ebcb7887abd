/// Words that not everyone can read (WCAG 2.1, success criterion 1.4.3).
enum ContrastCheck {
    static func faults(in view: MarkupView) -> [TemplateFault] {
        findings(in: view).map { view.html.fault(at: $0.index, $0.fault, $0.mend) }
    }

    static func findings(in view: MarkupView) -> [AccessibilityFinding] { view.runs.flatMap { findings(of: $0) } }

    private static func findings(of run: MarkupView.Run) -> [AccessibilityFinding] {
        let style = run.style
        let words = style.colour.map { Colour($0.text) } ?? .black
        let ground = style.ground.map { Colour($0.text) } ?? .white
        // The later of the two, which is the inner one, brought them together.
        let index = [style.colour, style.ground].compactMap { $0?.index }.max() ?? run.range.lowerBound
        guard let words, let ground else {
            let unknown = [style.colour, style.ground].compactMap(\.self).filter { Colour($0.text) == nil }
            return unknown.map {
                AccessibilityFinding(
                    index: $0.index, fault: "not every mail program knows the colour \($0.text)",
                    mend: "write it as #rrggbb", french: "la couleur \($0.text) n’est pas comprise partout")
            }
        }
        let contrast = words.contrast(to: ground)
        guard contrast < Contrast.words else { return [] }
        let pair = (words: style.colour?.text ?? "black", ground: style.ground?.text ?? "white")
        let ratio = Contrast.text(contrast)
        return [
            AccessibilityFinding(
                index: index, fault: "the contrast of \(pair.words) on \(pair.ground) is \(ratio)",
                mend: "choose colours of at least \(Contrast.words), here or in the settings that they come from",
                french: "le contraste de \(pair.words) sur \(pair.ground) est de \(ratio.replacing(".", with: ","))")
        ]
    }
}
