/// Words that not everyone can read (WCAG 2.1, success criterion 1.4.3).
enum ContrastCheck {
    static func faults(in view: MarkupView) -> [TemplateFault] {
        view.runs.flatMap { run in faults(of: run, in: view.html) }
    }

    private static func faults(of run: MarkupView.Run, in html: TracedText) -> [TemplateFault] {
        let style = run.style
        let words = style.colour.map { Colour($0.text) } ?? .black
        let ground = style.ground.map { Colour($0.text) } ?? .white
        // The later of the two, which is the inner one, brought them together.
        let index = [style.colour, style.ground].compactMap { $0?.index }.max() ?? run.range.lowerBound
        guard let words, let ground else {
            let unknown = [style.colour, style.ground].compactMap(\.self).filter { Colour($0.text) == nil }
            return unknown.map {
                html.fault(at: $0.index, "not every mail program knows the colour \($0.text)", "write it as #rrggbb")
            }
        }
        let contrast = words.contrast(to: ground)
        guard contrast < Contrast.words else { return [] }
        let pair = "\(style.colour?.text ?? "black") on \(style.ground?.text ?? "white")"
        return [
            html.fault(
                at: index, "the contrast of \(pair) is \(Contrast.text(contrast))",
                "choose colours of at least \(Contrast.words), here or in the settings that they come from")
        ]
    }
}
