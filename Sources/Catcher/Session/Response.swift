/// A reply as the session means it, before the conduct or the wire has its say.
struct Response: Sendable, Hashable {
    var code: Int
    /// The enhanced status code (RFC 3463), left out where the server does not offer ENHANCEDSTATUSCODES.
    var enhanced: String?
    /// LF begins another line.
    var text: String

    init(_ code: Int, _ enhanced: String? = nil, _ text: String) {
        self.code = code
        self.enhanced = enhanced
        self.text = text
    }

    var isPositive: Bool { code < 400 }

    /// The reply's lines as octets (RFC 5321 section 4.2.1).
    func octets(withEnhanced: Bool) -> [UInt8] {
        let prefix = withEnhanced ? enhanced.map { "\($0) " } ?? "" : ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var octets: [UInt8] = []
        for (index, line) in lines.enumerated() {
            let separator = index == lines.count - 1 ? " " : "-"
            octets += Array("\(code)\(separator)\(prefix)\(line)\r\n".utf8)
        }
        return octets
    }
}
