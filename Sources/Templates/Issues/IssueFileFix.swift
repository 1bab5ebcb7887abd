/// Sets the spaces, apostrophes, dots and dashes of an issue's words, and quotes round the values of a head that need them. Links, code,
/// placeholders and directives stay as they are.
package enum IssueFileFix {
    /// The files that change, with their new texts.
    ///
    /// - Parameter standard: The language of words that do not say theirs.
    package static func changed(_ issue: IssueFile, standard: String) -> [Source] {
        issue.sources.compactMap { source in
            let text = mended(source, of: issue, standard)
            return text == source.text ? nil : Source(file: source.file, text: text)
        }
    }

    private static func mended(_ source: Source, of issue: IssueFile, _ standard: String) -> String {
        var lines = IssueFile.lines(of: source.text)
        for edition in issue.editions {
            let language = edition.tag.isEmpty ? standard : edition.tag
            for passage in [edition.body, edition.text].compactMap(\.self) where passage.file == source.file {
                let text = IssueFileTypography.mended(
                    passage.text, language: language, isMarkdown: passage == edition.body)
                replace(&lines, from: passage.line, with: text)
            }
            guard edition.body.file == source.file else { continue }
            for key in ["subject", "title", "preheader"] {
                guard let field = edition.head[key], lines.indices.contains(field.line - 1) else { continue }
                lines[field.line - 1] = mended(field, in: lines[field.line - 1], language)
            }
        }
        // As its lines ended before.
        let end = source.text.contains("\r\n") ? "\r\n" : "\n"
        let mark = source.text.unicodeScalars.first == "\u{FEFF}" ? "\u{FEFF}" : ""
        return mark + lines.joined(separator: end)
    }

    private static func mended(_ field: IssueField, in line: String, _ language: String) -> String {
        let words = IssueFileTypography.mended(field.value, language: language, isMarkdown: false)
        let changed = field.valueColumn == nil ? line : line.replacing(field.value, with: words, maxReplacements: 1)
        return IssueFileHeadLines.mended(changed)
    }

    private static func replace(_ lines: inout [String], from line: Int, with text: String) {
        for (index, words) in IssueFile.lines(of: text).enumerated() where lines.indices.contains(line - 1 + index) {
            lines[line - 1 + index] = words
        }
    }
}
