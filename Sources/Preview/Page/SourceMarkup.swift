import Mail
import Templates

/// The files of an entry, line by line, those with a fault marked.
struct SourceMarkup {
    let sources: [Source]
    let faults: [TemplateFault]

    var values: [[String: Any]] {
        sources.enumerated().map { number, source in
            ["number": number, "file": source.file, "lines": lines(of: source)]
        }
    }

    private func lines(of source: Source) -> [[String: Any]] {
        let found = Dictionary(grouping: faults.filter { $0.file == source.file && $0.line != nil }) { $0.line ?? 0 }
        var lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.enumerated().map { number, line in
            [
                "element": found[number + 1] == nil ? "span" : "mark", "words": Self.showingHardSpaces(String(line)),
                "remarks": (found[number + 1] ?? []).map { ["text": "\($0.fault): \($0.mend)"] },
                // What is told below a line begins one of its own.
                "isLast": number == lines.count - 1 || found[number + 1] != nil,
            ]
        }
    }

    /// The text as HTML, in which the non-breaking spaces of French can be told from others.
    static func showingHardSpaces(_ text: String) -> String {
        var html = HTMLText.escaped(text)
        for (space, name) in [("\u{A0}", "U+00A0"), ("\u{202F}", "U+202F")] {
            html = html.replacing(space, with: "<span class=\"hard\" title=\"\(name)\">\(space)</span>")
        }
        return html
    }
}
