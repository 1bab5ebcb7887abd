/// `v=DKIM1; k=rsa; p=...`: names and values as DKIM and DMARC write them (RFC 6376 section 3.2).
struct TagList {
    /// In their order. White space around a value is no part of it; what folds it is.
    let tags: [(name: String, value: String)]
    /// What is no tag, or comes twice.
    let faults: [String]

    init(_ text: String) {
        var tags: [(name: String, value: String)] = []
        var faults: [String] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: true) {
            let trimmed = part.trimmingWhiteSpace
            if trimmed.isEmpty { continue }
            guard let equals = trimmed.firstIndex(of: "=") else {
                faults.append("\"\(trimmed.prefix(20))\" is no tag")
                continue
            }
            let name = String(trimmed[..<equals].trimmingWhiteSpace)
            if tags.contains(where: { $0.name == name }) { faults.append("the tag \(name) stands twice") }
            tags.append((name, String(trimmed[trimmed.index(after: equals)...].trimmingWhiteSpace)))
        }
        self.tags = tags
        self.faults = faults
    }

    /// The first tag of this name, whose case matters.
    subscript(name: String) -> String? { tags.first { $0.name == name }?.value }
}

extension StringProtocol {
    /// Without white space at both ends. A line end is one Character, and white space too.
    var trimmingWhiteSpace: SubSequence {
        var trimmed = self[...]
        while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        return trimmed
    }
}
