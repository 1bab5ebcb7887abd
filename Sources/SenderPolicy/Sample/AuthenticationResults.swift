/// What the receiving server found out about a mail (RFC 8601 section 2.2).
package struct AuthenticationResults: Sendable, Hashable {
    /// One method's finding.
    package struct Finding: Sendable, Hashable {
        /// `spf`, `dkim`, `dmarc`.
        package let method: String
        /// `pass`, `fail`, `none`, `temperror`.
        package let result: String
        /// By `ptype.property`, in lower case: `smtp.mailfrom`, `header.d`.
        package let properties: [String: String]

        package var passes: Bool { result == "pass" }
    }

    /// The server that says so.
    package let server: String
    /// In their order.
    package let findings: [Finding]

    /// Reads a field's value; nil for what is none.
    package init?(_ value: String) {
        var parts = QuotedText.split(QuotedText.withoutComments(value), at: ";").map(\.trimmingWhiteSpace)
        guard let head = parts.first, let server = head.split(whereSeparator: \.isWhitespace).first else { return nil }
        parts.removeFirst()
        self.server = String(server)
        findings = parts.compactMap(Self.finding)
    }

    /// The findings of one method.
    package func of(_ method: String) -> [Finding] { findings.filter { $0.method == method } }

    private static func finding(_ text: Substring) -> Finding? {
        // White space may stand around the signs (section 2.2).
        var pairs: [(name: String, value: String)] = []
        for word in QuotedText.words(text) {
            guard let equals = word.firstIndex(of: "=") else { continue }
            let value = word[word.index(after: equals)...]
            pairs.append((word[..<equals].lowercased(), String(value).filter { $0 != "\"" }))
        }
        guard let first = pairs.first, !first.name.contains(".") else { return nil }
        let method = String(first.name.prefix { $0 != "/" })
        let properties = pairs.dropFirst().map { ($0.name, $0.value) }
        return Finding(
            method: method, result: first.value.lowercased(),
            properties: Dictionary(properties, uniquingKeysWith: { first, _ in first }))
    }
}
