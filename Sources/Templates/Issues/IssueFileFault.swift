import Mail

/// A fault of one of an issue's files: `lettre.md:7:12: {{nmae}} is not a field: name and city are`.
package struct IssueFileFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// As the editor named it, or found beside that.
    package var file: String
    package var fault: IssueFault

    package init(file: String, _ fault: IssueFault) {
        self.file = file
        self.fault = fault
    }

    init(_ file: String, _ line: Int, _ column: Int, _ fault: String, _ mend: String) {
        self.init(file: file, IssueFault(line: line, column: column, fault: fault, mend: mend))
    }

    package var description: String { "\(file):\(fault)".onOneLine }

    /// That no letter can be made of an issue, with what the templates say of it.
    static func unmade(_ passage: IssuePassage, _ fault: RenderFault) -> IssueFileFault {
        passage.wholeFault("\(unmade) (\(fault.description))", "mend what is told")
    }

    private static let unmade = "the letter cannot be made"

    /// Whether this says once more, without its place, what another one says.
    func isConsequence(of other: IssueFileFault) -> Bool {
        guard file == other.file, fault.fault.hasPrefix(Self.unmade) else { return false }
        return fault.fault.contains(other.fault.fault)
            || ["differs by reader", "differ by reader"].contains(where: other.fault.fault.contains)
    }

    /// Each once, in the order of files and places. Of several parts that found one thing at one place, who said it first is heard.
    static func ordered(_ faults: [IssueFileFault], files: [String]) -> [IssueFileFault] {
        var seen: Set<IssueFileFault> = []
        let ranks = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
        func key(_ fault: IssueFileFault) -> (Int, Int, Int) {
            (ranks[fault.file] ?? files.count, fault.fault.line, fault.fault.column)
        }
        let once = faults.filter { seen.insert($0).inserted }
        return once.enumerated().sorted { left, right in
            let (first, second) = (key(left.element), key(right.element))
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
    }
}
