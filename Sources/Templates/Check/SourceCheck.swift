/// What is wrong with the words and images of one source, where the engine has nothing against it.
enum SourceCheck {
    static func faults(in source: Source, locale: String) -> [TemplateFault] {
        let isMarkup = source.file.hasSuffix(".html.mustache") || source.file.hasSuffix("/html.mustache")
        var faults: [TemplateFault] = []
        if isTypographyOfFrance(locale) {
            for (index, line) in VisibleText(source.text, isMarkup: isMarkup).lines.enumerated() {
                faults += FrenchTypography.faults(in: line).map {
                    TemplateFault(file: source.file, line: index + 1, fault: $0.fault, mend: $0.mend)
                }
            }
        }
        return isMarkup ? faults + images(in: source) : faults
    }

    /// Canada and Switzerland set their punctuation otherwise. What all locales share is checked too: it should hold no words.
    private static func isTypographyOfFrance(_ locale: String) -> Bool {
        let tag = locale.lowercased()
        return tag.isEmpty || tag == "fr" || (tag.hasPrefix("fr-") && tag != "fr-ca" && tag != "fr-ch")
    }

    private static func images(in source: Source) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        var rest = source.text[...]
        while let start = rest.firstRange(of: "<img") {
            let tag = rest[start.lowerBound...].prefix { $0 != ">" }
            if !tag.contains(" alt=\""), !tag.contains("\nalt=\"") {
                let line = source.text[..<start.lowerBound].count { $0 == "\n" } + 1
                faults.append(
                    TemplateFault(
                        file: source.file, line: line, fault: "an image without alt",
                        mend: "add alt=\"what it shows\", or alt=\"\" where it only decorates"))
            }
            rest = rest[start.upperBound...]
        }
        return faults
    }
}
