/// The parts of an issue's file: the words on top, and those in other languages, each behind a line `=== fr-CA`.
struct IssueFileSections {
    /// A head and what follows it.
    struct Part {
        /// nil where there is none.
        var head: [String]?
        /// The file's line on which the head begins, from 1.
        var headLine = 1
        var body: [String] = []
        var bodyLine = 1
    }

    private(set) var first = Part()
    private(set) var others: [(tag: String, part: Part)] = []

    init(_ lines: [String], in file: String, faults: inout [IssueFileFault]) {
        var marks: [(index: Int, tag: String)] = []
        var fence: Substring?
        for (index, line) in lines.enumerated() {
            let words = line.drop { $0 == " " }
            let sign = words.prefix { $0 == words.first }
            if let open = fence {
                if sign.hasPrefix(open), words.dropFirst(sign.count).allSatisfy(\.isWhitespace) { fence = nil }
            } else if sign.count >= 3, sign.first == "`" || sign.first == "~" {
                fence = sign
            } else if let tag = Self.tag(of: line) {
                marks.append((index, tag))
            }
        }
        let end = marks.first?.index ?? lines.count
        first = Self.part(of: Array(lines[..<end]), from: 1, in: file, faults: &faults)
        for (number, mark) in marks.enumerated() {
            let end = number + 1 < marks.count ? marks[number + 1].index : lines.count
            if let fault = IssueFileReader.tagFault(mark.tag) {
                faults.append(IssueFileFault(file, mark.index + 1, 5, fault.fault, fault.mend))
            }
            let part = Self.part(
                of: Array(lines[(mark.index + 1)..<end]), from: mark.index + 2, in: file,
                faults: &faults)
            others.append((Locales.canonical(mark.tag), part))
        }
    }

    /// `fr-CA` of `=== fr-CA`; nil for every other line, and for the line of `=` under a heading.
    private static func tag(of line: String) -> String? {
        guard line.hasPrefix("===") else { return nil }
        var tag = line.drop { $0 == "=" || $0 == " " }
        while let last = tag.last, last == "=" || last.isWhitespace { tag.removeLast() }
        return tag.isEmpty ? nil : String(tag)
    }

    /// The head between two lines of `---`, and the rest.
    ///
    /// - Parameter line: The file's line of the first of `lines`, from 1.
    static func part(
        of lines: [String], from line: Int, in file: String, faults: inout [IssueFileFault]
    ) -> Part {
        let start = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? lines.count
        guard start < lines.count, isMark(lines[start]) else {
            if start < lines.count, isKey(lines[start]), let end = lines[start...].firstIndex(where: isMark) {
                faults.append(
                    IssueFileFault(file, line + start, 1, "the head has no beginning", "put a line --- before it"))
                return Part(
                    head: Array(lines[start..<end]), headLine: line + start, body: Array(lines[(end + 1)...]),
                    bodyLine: line + end + 1)
            }
            faults.append(
                IssueFileFault(
                    file, line, 1, "there is no head",
                    "begin with a line ---, then a line for each key (subject: …), then --- again"))
            return Part(headLine: line, body: lines, bodyLine: line)
        }
        guard let end = lines[(start + 1)...].firstIndex(where: isMark) else {
            faults.append(
                IssueFileFault(file, line + start, 1, "the head has no end", "end it with a line ---, as it began"))
            let last = lines[(start + 1)...].firstIndex { !isKey($0) } ?? lines.count
            return Part(
                head: Array(lines[(start + 1)..<last]), headLine: line + start + 1, body: Array(lines[last...]),
                bodyLine: line + last)
        }
        return Part(
            head: Array(lines[(start + 1)..<end]), headLine: line + start + 1, body: Array(lines[(end + 1)...]),
            bodyLine: line + end + 1)
    }

    /// `subject: …`
    private static func isKey(_ line: String) -> Bool {
        let key = line.prefix { $0.isASCII && ($0.isLowercase || $0 == "_") }
        return (IssueFileHead.issueKeys + IssueFileHead.wordKeys).contains(String(key))
            && line.dropFirst(key.count).first == ":"
    }

    private static func isMark(_ line: String) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
    }
}
