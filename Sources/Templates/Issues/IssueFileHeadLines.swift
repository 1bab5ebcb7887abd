/// The lines of a head, mended where YAML would take the words of a language for its own signs: in French a colon has a space on
/// either side, and a subject may begin with a quotation. Each such place is told, and the rest is read nevertheless.
struct IssueFileHeadLines {
    /// What the key of a line that says something again is renamed to begin with.
    static let double = "\u{1F}"

    private(set) var lines: [String] = []
    private(set) var faults: [IssueFileFault] = []

    init(_ source: [String], from line: Int, in file: String) {
        var keys: Set<String> = []
        for (index, text) in source.enumerated() {
            let key = String(text.prefix { $0.isASCII && ($0.isLetter || $0 == "_") })
            guard !key.isEmpty, text.dropFirst(key.count).first == ":" else {
                lines.append(text)
                continue
            }
            let rest = text.dropFirst(key.count + 1)
            let value = rest.drop { $0 == " " }
            let column = key.count + 1 + (rest.count - value.count) + 1
            var mended = text
            if let offset = Self.sign(in: value) {
                let sign = value[value.index(value.startIndex, offsetBy: offset)]
                faults.append(
                    IssueFileFault(
                        file, line + index, column + offset, "\(sign) in \(key) has a meaning in YAML",
                        "put the value into quotes: \(key): \"…\""))
                mended = "\(key): \(Self.quoted(value))"
            } else if !Self.goesOn(below: index, of: source), let fault = Self.quotationFault(in: value) {
                faults.append(
                    IssueFileFault(
                        file, line + index, column + fault.offset, "\(fault.fault) \(key)",
                        "put all of it into one pair: \(key): \"…\""))
                mended = "\(key): \(Self.quoted(value.filter { $0 != value.first }[...]))"
            }
            if !keys.insert(key).inserted {
                faults.append(
                    IssueFileFault(file, line + index, 1, "\(key) stands there twice", "keep one of the two"))
                mended = "\"\\x1F\(index)\(key)\"" + mended.dropFirst(key.count)
            }
            lines.append(mended)
        }
    }

    /// The line with its value in quotes, where it needs them.
    static func mended(_ line: String) -> String {
        let key = line.prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
        guard !key.isEmpty, line.dropFirst(key.count).first == ":" else { return line }
        let value = line.dropFirst(key.count + 1).drop { $0 == " " }
        return sign(in: value) == nil ? line : "\(key): \(quoted(value))"
    }

    private static func quoted(_ value: Substring) -> String {
        var words = value
        while words.last == " " { words.removeLast() }
        return "\"" + String(words).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Whether the next line goes on with the value of this one.
    private static func goesOn(below index: Int, of source: [String]) -> Bool {
        index + 1 < source.count && source[index + 1].first == " "
    }

    /// Where the quotation marks round a value are not what YAML wants, in characters.
    private static func quotationFault(in value: Substring) -> (offset: Int, fault: String)? {
        guard let mark = value.first, mark == "\"" || mark == "'" else { return nil }
        let characters = Array(value)
        /// A mark within the value: `\"` between `"`, `''` between `'`.
        func isEscape(_ index: Int) -> Bool {
            guard mark == "'" else { return characters[index] == "\\" }
            return characters[index] == mark && index + 1 < characters.count && characters[index + 1] == mark
        }
        var index = 1
        while index < characters.count, characters[index] != mark || isEscape(index) {
            index += isEscape(index) ? 2 : 1
        }
        guard index < characters.count else { return (0, "no quotation mark ends") }
        guard let rest = characters[(index + 1)...].firstIndex(where: { $0 != " " }), characters[rest] != "#" else {
            return nil
        }
        return (rest, "words stand behind the quotation marks of")
    }

    /// Where a value without quotes has a sign of YAML's, in characters; nil where it has none.
    private static func sign(in value: Substring) -> Int? {
        guard let first = value.first, !"\"'|>#".contains(first) else { return nil }
        if "@`*&!%[{".contains(first) { return 0 }
        let characters = Array(value)
        return characters.indices.first { index in
            let next = index + 1 < characters.count ? characters[index + 1] : nil
            if characters[index] == ":" { return next == nil || next == " " }
            return characters[index] == "#" && index > 0 && characters[index - 1] == " "
        }
    }
}
