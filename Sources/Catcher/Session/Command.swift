/// A command line, taken apart (RFC 5321 section 4.1.1).
package struct Command: Sendable, Hashable {
    /// The commands that a session knows.
    package enum Verb: String, Sendable, Hashable, CaseIterable {
        case ehlo, helo, starttls, auth, mail, rcpt, data, rset, noop, vrfy, quit
    }

    var verb: Verb
    var argument: String

    /// Reads a line without its CRLF; nil for an unknown verb or octets outside printable ASCII, or outside UTF-8 where that is taken.
    init?(_ line: some Collection<UInt8>, takesUTF8: Bool = false) {
        guard line.allSatisfy({ (0x20...0x7E).contains($0) || takesUTF8 && $0 >= 0x80 }),
            let text = String(validating: line, as: UTF8.self)
        else { return nil }
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = words.first, let verb = Verb(rawValue: first.lowercased()) else { return nil }
        self.verb = verb
        argument = words.count > 1 ? String(words[1]) : ""
    }
}

/// The argument of MAIL or RCPT: `FROM:<path>` with ESMTP parameters.
struct PathArgument: Sendable, Hashable {
    /// Without angle brackets; empty for the null reverse-path.
    var path: String
    /// Keywords in upper case.
    var parameters: [String: String]

    /// Reads `keyword:<path>[ parameters]`; nil for anything else, a space after the colon included.
    init?(_ argument: String, keyword: String) {
        guard argument.lowercased().hasPrefix("\(keyword.lowercased()):<") else { return nil }
        let rest = argument.dropFirst(keyword.count + 2)
        var isQuoted = false
        var isEscaped = false
        let end = rest.firstIndex { character in
            if isEscaped {
                isEscaped = false
            } else if isQuoted && character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            }
            return character == ">" && !isQuoted
        }
        guard let end else { return nil }
        path = String(rest[..<end])
        let tail = rest[rest.index(after: end)...]
        guard tail.isEmpty || tail.hasPrefix(" ") else { return nil }
        parameters = [:]
        for word in tail.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1)
            parameters[parts[0].uppercased()] = parts.count > 1 ? String(parts[1]) : ""
        }
    }

    /// Whether the path has letters beyond ASCII.
    var isInternational: Bool { !path.utf8.allSatisfy { $0 < 0x80 } }

    /// Whether the path is `local-part@domain` and has no space outside quotes.
    var isMailbox: Bool {
        guard let at = path.lastIndex(of: "@"), at != path.startIndex else { return false }
        let domain = path[path.index(after: at)...]
        return !domain.isEmpty && !domain.contains(" ") && (path.hasPrefix("\"") || !path.contains(" "))
    }
}
