/// A stretch of whole lines of one of an issue's files, which knows where it stands there.
package struct IssuePassage: Sendable, Hashable {
    package let file: String
    /// Its lines end in LF.
    package let text: String
    /// The file's line on which it begins, from 1.
    package let line: Int

    init(file: String, lines: some Sequence<String>, from line: Int) {
        self.file = file
        self.line = line
        text = lines.joined(separator: "\n")
    }

    /// A whole file.
    init(file: String, text: String) {
        self.init(file: file, lines: IssueFile.lines(of: text), from: 1)
    }

    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    /// A fault of the passage's text as one of its file.
    func fault(_ fault: IssueFault) -> IssueFileFault {
        var fault = fault
        fault.line += line - 1
        return IssueFileFault(file: file, fault)
    }

    /// A fault at a place of the passage's text, in Unicode scalars from its beginning.
    func fault(at offset: Int, _ fault: String, _ mend: String) -> IssueFileFault {
        let before = text.unicodeScalars.prefix(offset)
        let start = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
        let column = String(before[start...]).count + 1
        let number = before.count { $0 == "\n" } + line
        return IssueFileFault(file, number, column, fault, mend)
    }

    /// Where its first words are, for a fault of the whole.
    var start: (line: Int, column: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let index = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
        let indent = lines.indices.contains(index) ? lines[index].prefix { $0.isWhitespace }.count : 0
        return (line + index, (indent == lines[index].count ? 0 : indent) + 1)
    }

    func wholeFault(_ fault: String, _ mend: String) -> IssueFileFault {
        IssueFileFault(file, start.line, start.column, fault, mend)
    }
}

/// One value of a head, and where it stands.
package struct IssueField: Sendable, Hashable {
    package let key: String
    /// One line.
    package let value: String
    package let file: String
    package let line: Int
    /// Of the key, from 1, in characters.
    let keyColumn: Int
    /// Of the value's first character; nil where the file writes it otherwise (an escape, a folded text).
    let valueColumn: Int?

    /// A fault of the whole value.
    package func fault(_ fault: String, _ mend: String) -> IssueFileFault {
        IssueFileFault(file, line, valueColumn ?? keyColumn, fault, mend)
    }

    /// A fault at a place of the value, in Unicode scalars from its beginning.
    func fault(at offset: Int, _ fault: String, _ mend: String) -> IssueFileFault {
        guard let valueColumn else { return self.fault(fault, mend) }
        let column = valueColumn + String(value.unicodeScalars.prefix(offset)).count
        return IssueFileFault(file, line, column, fault, mend)
    }
}
