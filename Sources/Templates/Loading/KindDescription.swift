/// What a kind's messages are for, in one line of each language in which `kind.yaml` says it.
package struct KindDescription: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package let text: String
        /// A language tag (RFC 5646).
        package let language: String
    }

    private let lines: [Line]

    init(_ lines: [Line]) { self.lines = lines }

    /// The line in a language, else the first one; without text where `kind.yaml` cannot be read.
    package func line(in language: String) -> Line {
        lines.first { $0.language == language } ?? lines.first ?? Line(text: "", language: language)
    }
}

extension KindDescription: ExpressibleByStringLiteral {
    /// A line alone is in English, as the rest of `kind.yaml`.
    package init(_ text: String) { lines = [Line(text: text, language: "en")] }

    package init(stringLiteral text: String) { self.init(text) }
}
