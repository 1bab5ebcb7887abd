/// What the rules of Markdown, of placeholders and of own HTML say of an issue's words.
enum IssueFileParts {
    /// - Parameter fields: What the list's subscriptions carry; nil where nobody knows.
    static func faults(inMarkdown source: String, fields: Set<String>?) -> [IssueFault] { [] }

    static func faults(inHTML source: String, fields: Set<String>?) -> [IssueFault] { [] }

    /// Of plain words: a subject, a preheader, a plain letter.
    static func faults(inWords source: String, fields: Set<String>?) -> [IssueFault] { [] }

    /// Why a text names no hours to send in; nil where it does.
    static func windowFault(_ text: String) -> String? { nil }
}
