/// What is wrong with the words of one source, where the engine has nothing against it.
enum SourceCheck {
    static func faults(in source: Source, locale: String) -> [TemplateFault] {
        let isMarkup = source.file.hasSuffix(".html.mustache") || source.file.hasSuffix("/html.mustache")
        var faults: [TemplateFault] = []
        for (index, line) in VisibleText(source.text, isMarkup: isMarkup).lines.enumerated() {
            faults += TypographyRules.faults(in: Array(line.unicodeScalars), language: language(locale)).map {
                TemplateFault(file: source.file, line: index + 1, fault: $0.fault, mend: $0.mend)
            }
        }
        return faults
    }

    /// Sources for all countries are set as in France, and what all locales share is looked at too: it should hold no words.
    private static func language(_ locale: String) -> String {
        let isFrench = locale.isEmpty || locale.lowercased().split(separator: "-").first == "fr"
        return isFrench ? "fr" : locale
    }
}
