import FoundationEssentials
import Testing

/// A file of the repository, or a part of one, that is made of lists in the code. `make docs` writes it anew.
struct GeneratedText {
    let path: String
    /// The part between `<!-- NAME: make docs writes this -->` and `<!-- end of NAME -->`; nil for the whole file.
    let part: String?

    init(_ path: String, part: String? = nil) {
        self.path = path
        self.part = part
    }

    /// Whether the file says what the code does; with FACTEUR_WRITE_DOCS in the environment, after having written it.
    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let whole = try Repository.text(path)
        let wanted = try replaced(in: whole, by: text)
        if ProcessInfo.processInfo.environment["FACTEUR_WRITE_DOCS"] != nil, wanted != whole {
            try wanted.write(toFile: "\(Repository.root)/\(path)", atomically: true, encoding: .utf8)
            return
        }
        let difference = zip(whole.split(separator: "\n"), wanted.split(separator: "\n")).first { $0 != $1 }
        let isEqual = whole == wanted
        #expect(
            isEqual,
            "\(path) differs from the code: run make docs. It says: \(difference?.0 ?? "less"); the code: \(difference?.1 ?? "")",
            sourceLocation: sourceLocation)
    }

    private func replaced(in whole: String, by text: String) throws -> String {
        guard let part else { return text }
        let begin = try #require(
            whole.firstRange(of: "<!-- \(part): make docs writes this -->\n"), "\(path) has no part \(part)")
        let end = try #require(whole.firstRange(of: "<!-- end of \(part) -->"), "\(path): \(part) does not end")
        return whole[..<begin.upperBound] + "\n" + text + "\n" + whole[end.lowerBound...]
    }
}

/// A table in Markdown.
struct MarkdownTable {
    private(set) var text: String

    init(_ columns: String...) {
        text = ""
        add(columns)
        text += "|" + String(repeating: " --- |", count: columns.count) + "\n"
    }

    /// A stroke in a cell would end it.
    mutating func add(_ cells: [String]) {
        text += "|" + cells.map { $0.isEmpty ? " |" : " \($0.replacing("|", with: "\\|")) |" }.joined() + "\n"
    }
}
