import Mail

/// One thing that is wrong with a table of replies.
package struct ReplyFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// nil where the whole file is at fault.
    package var line: Int?
    /// What is wrong, and what is allowed.
    package var fault: String
    package var file: String

    /// `/etc/facteur/replies.yaml, line 12: action: "later": allowed: retry or fail`.
    package var description: String {
        (line.map { "\(file), line \($0): \(fault)" } ?? "\(file): \(fault)").onOneLine
    }
}

/// All that is wrong with a table of replies: at least one fault, in the order of their lines.
package struct ReplyFaults: Error, Sendable, Hashable {
    package var faults: [ReplyFault]
}
