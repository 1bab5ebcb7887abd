extension Report {
    /// What a server said, on one line: `550 5.1.1 User unknown`. Codes that its own words begin with are not said twice.
    package static func words(code: Int?, enhanced: String?, text: String) -> String {
        var rest = text[...]
        let codes = [code.map(String.init), enhanced].compactMap(\.self)
        for word in codes where rest.hasPrefix(word) {
            let behind = rest.dropFirst(word.count)
            // A line that others follow has a hyphen there (RFC 5321 section 4.2.1).
            if behind.first.map({ $0 == " " || $0 == "-" }) ?? true { rest = behind.dropFirst() }
        }
        return (codes + (rest.isEmpty ? [] : [String(rest)])).joined(separator: " ")
    }
}
