import LinedYAML

/// The head of an issue's file, or of the words in one of its languages: YAML, a text for each key.
package struct IssueFileHead: Sendable, Hashable {
    /// Those of the words: what each language has of its own.
    static let wordKeys = ["subject", "title", "preheader", "html", "text"]
    /// Those of the issue, which stand once, on top.
    static let issueKeys = [
        "list", "send_at", "locale", "sender", "reply_to", "window", "dedup_key",
    ]

    private var fields: [String: IssueField] = [:]
    /// Keys that stand there, also with a value that is none.
    private var named: Set<String> = []
    /// Whether nobody can tell what stands there: there is none, or it cannot be read. That is told already.
    private var isUnread: Bool
    /// The file's line on which it begins, from 1.
    let line: Int

    package subscript(key: String) -> IssueField? { fields[key] }

    /// Whether a key stands there, also with a value that is none: what is told already is not told as missing.
    func lacks(_ key: String) -> Bool { !isUnread && !named.contains(key) }

    /// Reads the lines between two `---`, of which the first is the file's line `line`.
    init(_ lines: [String]?, from line: Int, in file: String, keys: [String], faults: inout [IssueFileFault]) {
        self.line = line
        isUnread = lines == nil
        guard let lines else { return }
        let sound = IssueFileHeadLines(lines, from: line, in: file)
        faults += sound.faults
        let entries: [YAMLNode.Entry]
        do throws(YAMLFault) {
            let root = try YAMLNode.parsing(sound.lines.joined(separator: "\n"))
            guard root == nil || root?.mapping != nil else {
                isUnread = true
                faults.append(
                    IssueFileFault(
                        file, line, 1, "the head has no keys", "write a line for each, such as subject: \"…\""))
                return
            }
            entries = root?.mapping ?? []
        } catch {
            isUnread = true
            faults.append(Self.fault(error, from: line, in: file))
            return
        }
        for entry in entries where !entry.key.hasPrefix(IssueFileHeadLines.double) {
            let number = line + entry.line - 1
            let source = lines.indices.contains(entry.line - 1) ? lines[entry.line - 1] : ""
            let column = source.prefix { $0 == " " }.count + 1
            func report(_ fault: String, _ mend: String) {
                faults.append(IssueFileFault(file, number, column, fault, mend))
            }
            guard keys.contains(entry.key) else {
                report("\(entry.key) is no key here", "there are \(keys.joined(separator: ", "))")
                continue
            }
            named.insert(entry.key)
            guard let value = entry.value.text else {
                report("\(entry.key) is not a text", "write it on one line")
                continue
            }
            let trimmed = value.hasSuffix("\n") ? String(value.dropLast()) : value
            guard !entry.value.isNull, !trimmed.allSatisfy(\.isWhitespace) else {
                report("\(entry.key) is empty", "say it, or take the line away")
                continue
            }
            guard ValueRules.isLine(trimmed) else {
                report("\(entry.key) is not one line", "write it on one line, without control characters")
                continue
            }
            let valueColumn = source.range(of: trimmed, after: ":").map {
                source.distance(from: source.startIndex, to: $0) + 1
            }
            fields[entry.key] = IssueField(
                key: entry.key, value: trimmed, file: file, line: number, keyColumn: column, valueColumn: valueColumn)
        }
    }

    private static func fault(_ fault: YAMLFault, from line: Int, in file: String) -> IssueFileFault {
        let words =
            switch fault.problem {
            case .syntax(let words): words
            case .duplicates(let keys): "\(keys.joined(separator: ", ")) stands there twice"
            case .unknown: "it cannot be read"
            }
        return IssueFileFault(
            file, line + (fault.line ?? 1) - 1, 1, "the head is no YAML (\(words))",
            "write a line for each key, such as subject: \"…\"")
    }
}

extension String {
    /// Where a text begins, behind the first of a mark.
    fileprivate func range(of text: String, after mark: Character) -> String.Index? {
        guard let start = firstIndex(of: mark) else { return nil }
        return self[start...].firstRange(of: text)?.lowerBound
    }
}
