import LinedYAML

/// What is said of a settings file that is no YAML. Quotes none of it: the line may hold a password.
struct YAMLComplaint {
    private let fault: YAMLFault
    private let lines: [Substring]

    /// - Parameter text: The whole file.
    init(_ fault: YAMLFault, about text: String) {
        self.fault = fault
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    func fault(in path: String) -> SettingFault {
        switch fault.problem {
        case .syntax(let problem):
            let line = fault.line.map { ", line \($0)" } ?? ""
            return SettingFault("file", at: "\(path)\(line)", "is no YAML: \(advice ?? problem)")
        case .duplicates(let keys):
            let name = keys.map { ShownValue.isKey($0) ? $0 : "file" }.joined(separator: ", ")
            let line = keys.first.flatMap(secondLine) ?? fault.line
            return SettingFault(
                name, at: line.map { "\(path), line \($0)" } ?? path, "is written twice in its section: keep one")
        case .unknown: return SettingFault("file", at: path, "is no YAML: write it anew from the example")
        }
    }

    /// Better words than the parser's, where the line shows what went wrong.
    private var advice: String? {
        guard let number = fault.line, lines.indices.contains(number - 1) else { return nil }
        // The parser stops where it can go on no longer, a line further perhaps.
        let near = lines[max(0, number - 2)..<number]
        if near.contains(where: { $0.prefix(while: \.isWhitespace).contains("\t") }) {
            return "a tab indents a line: indent with spaces"
        }
        return nil
    }

    /// The line on which a key stands for the second time in the section that begins at the fault's line, where each key has a line of its own.
    private func secondLine(of key: String) -> Int? {
        guard let first = fault.line, lines.indices.contains(first - 1) else { return nil }
        let margin = lines[first - 1].prefix { $0 == " " }
        let own = lines.indices.dropFirst(first - 1).filter { index in
            lines[index].hasPrefix(margin) && lines[index].dropFirst(margin.count).hasPrefix(key + ":")
        }
        return own.count > 1 ? own[1] + 1 : nil
    }
}
