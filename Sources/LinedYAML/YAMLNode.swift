import Yams

/// YAML as Facteur's files use it: texts, lists and mappings that know their lines. The only file that knows Yams.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case text(String)
        case list([YAMLNode])
        case mapping([Entry])
    }

    /// A key, the line it stands on, and its value.
    package struct Entry: Sendable {
        /// Empty for a key that is no text.
        package let key: String
        package let line: Int
        package let value: YAMLNode
    }

    package let content: Content
    /// From 1.
    package let line: Int
    /// Whether nothing is said: no text at all, or `null` or `~` without quotes.
    package let isNull: Bool

    package var text: String? { if case .text(let text) = content { text } else { nil } }
    package var list: [YAMLNode]? { if case .list(let nodes) = content { nodes } else { nil } }
    package var mapping: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

    /// The root of a file; nil for an empty one.
    package static func parsing(_ text: String) throws(YAMLFault) -> YAMLNode? {
        // A byte order mark, as editors on Windows write it, is no part of the text.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        // All scalars are texts here: to tell numbers and dates among them Yams would compile a dozen regular expressions first.
        do { return try Yams.compose(yaml: text, .basic).map(YAMLNode.init) } catch { throw YAMLFault(error) }
    }

    private init(_ node: Node) {
        let line = node.mark?.line ?? 1
        self.line = line
        switch node {
        case .scalar(let scalar):
            content = .text(scalar.string)
            isNull = scalar.string.isEmpty || scalar.style == .plain && ["~", "null"].contains(scalar.string)
        case .sequence(let nodes):
            content = .list(nodes.map(YAMLNode.init))
            isNull = false
        case .mapping(let pairs):
            content = .mapping(
                pairs.map { key, value in
                    Entry(key: key.scalar?.string ?? "", line: key.mark?.line ?? line, value: YAMLNode(value))
                })
            isNull = false
        case .alias:
            content = .text("")
            isNull = true
        }
    }
}

/// Why a text is no YAML. Quotes none of it: it may hold a password.
package struct YAMLFault: Error, Sendable, Hashable {
    package enum Problem: Sendable, Hashable {
        /// In the parser's words.
        case syntax(String)
        /// Keys that one mapping has twice.
        case duplicates([String])
        case unknown
    }

    /// From 1; of duplicates the line on which their mapping begins.
    package let line: Int?
    package let problem: Problem

    init(_ error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let words, let mark, _), .parser(_, let words, let mark, _),
            .composer(_, let words, let mark, _):
            (line, problem) = (mark.line, .syntax(words))
        case .duplicatedKeysInMapping(let keys, let context):
            (line, problem) = (context.mark.line, .duplicates(keys))
        default: (line, problem) = (nil, .unknown)
        }
    }
}
