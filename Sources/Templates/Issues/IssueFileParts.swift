import Mail

/// What the rules of Markdown, of placeholders and of own HTML say of an issue's words.
enum IssueFileParts {
    /// - Parameter fields: What the list's subscriptions carry; nil where nobody knows.
    static func faults(inMarkdown source: String, fields: Set<String>?) -> [IssueFault] {
        Markdown.faults(in: source) + IssuePlaceholders.faults(in: source, fields: fields)
    }

    static func faults(inHTML source: String, fields: Set<String>?) -> [IssueFault] {
        IssueHTML.faults(in: source) + IssuePlaceholders.faults(in: source, fields: fields)
    }

    /// Of plain words: a subject, a preheader, a plain letter.
    static func faults(inWords source: String, fields: Set<String>?) -> [IssueFault] {
        IssuePlaceholders.faults(in: source, fields: fields)
    }

    /// Why a text names no hours to send in; nil where it does.
    static func windowFault(_ text: String) -> String? {
        guard text != "none", SendingWindow(text) == nil else { return nil }
        let word = text.split(separator: " ").first { SendingWindow($0) == nil }
        return word.map { "\($0) is neither days nor hours" } ?? "days come first, then hours, each once"
    }
}
