import FoundationEssentials
import Mail

/// An issue of a newsletter as its editor wrote it, in one language.
///
/// The body is Markdown, or plain text with the editor's own HTML beside it: a fragment, which goes into the frame as it is, or a whole
/// document. Without HTML the text's paragraphs stand in its place.
struct IssueContent: Sendable, Hashable {
    static let fields = ["subject", "title", "preheader", "markdown", "text", "html"]

    /// For the mailbox's list of messages.
    let subject: String
    /// The letter's heading.
    let title: String
    /// What a mailbox shows behind the subject; empty where the editor gave none.
    let preheader: String
    /// nil where the editor gave text.
    let markdown: String?
    let text: String
    /// Empty where the editor gave none.
    let html: String
    /// The names by which parts of it are said or not, in their order.
    let sections: [String]
    /// Whether it says what only a subscription knows.
    let usesFields: Bool

    /// Whether the editor's HTML is a whole document.
    var isDocument: Bool { !html.isEmpty && IssueHTML.isDocument(html) }

    /// Reads the content, a JSON object: the fields of one language for every reader, whose key here is empty, or an object of
    /// fields for each language tag.
    ///
    /// Throws with the field's name, never with its content.
    static func editions(json: String) throws(RenderFault) -> [String: IssueContent] {
        let fields: [String: Fields]
        do {
            fields = try JSONDecoder().decode(Editions.self, from: Data(json.utf8)).fields
        } catch {
            throw RenderFault("the issue's content needs a text each for subject and for markdown or text")
        }
        guard !fields.isEmpty else { throw RenderFault("the issue's content is empty") }
        var editions: [String: IssueContent] = [:]
        for (tag, fields) in fields { editions[Locales.canonical(tag)] = try IssueContent(fields) }
        return editions
    }

    private init(_ fields: Fields) throws(RenderFault) {
        let subject = fields.subject ?? fields.title ?? ""
        guard !subject.isEmpty, [subject, fields.title ?? "", fields.preheader ?? ""].allSatisfy(ValueRules.isLine)
        else {
            throw RenderFault("the issue's subject is empty, or subject, title or preheader is not one line")
        }
        self.subject = subject
        title = fields.title ?? subject
        preheader = fields.preheader ?? ""
        markdown = fields.markdown.map(Self.lines)
        text = Self.lines(fields.text ?? "")
        html = Self.lines(fields.html ?? "")
        let bodies = [markdown ?? "", text, html]
        guard bodies.allSatisfy(ValueRules.isBlock), !(markdown ?? text).allSatisfy(\.isWhitespace) else {
            throw RenderFault("the issue has no markdown and no text, or its body holds control characters")
        }
        let sources = ([subject, title, preheader] + bodies).map { IssueSource($0) }
        sections = sources.flatMap(\.sections).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        usesFields = sources.contains { $0.tags.contains { !IssueTag.standing.contains($0.name) } }
    }

    /// The fields as they stand in the content.
    private struct Fields: Decodable {
        var subject: String?
        var title: String?
        var preheader: String?
        var markdown: String?
        var text: String?
        var html: String?
    }

    private struct Editions: Decodable {
        let fields: [String: Fields]

        init(from decoder: any Decoder) throws {
            let one = try? Fields(from: decoder)
            if let one, one.subject != nil || one.title != nil {
                fields = ["": one]
            } else {
                fields = try decoder.singleValueContainer().decode([String: Fields].self)
            }
        }
    }

    /// Lines that end in LF, without blank ones at either end. Editors on Windows send CRLF, which to Swift is one Character
    /// and a newline.
    static func lines(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.drop { $0.isEmpty }
        let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? lines.startIndex
        return lines[..<end].joined(separator: "\n")
    }
}
