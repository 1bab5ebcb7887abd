import FoundationEssentials
import Mail

/// An issue of a newsletter as its editor wrote it. The HTML is the editor's own and goes into the frame as it is; without
/// one the text's paragraphs stand in its place.
struct IssueContent: Decodable {
    static let fields = ["subject", "text", "html"]

    let subject: String
    let text: String
    let html: String

    /// Throws with the field's name, never with its content.
    init(json: String) throws(RenderFault) {
        do {
            self = try JSONDecoder().decode(IssueContent.self, from: Data(json.utf8))
        } catch {
            throw RenderFault("the issue's content needs a text each for subject and text, and may have html")
        }
        guard !subject.isEmpty, ValueRules.isLine(subject) else {
            throw RenderFault("the issue's subject is empty or not one line")
        }
        guard !text.isEmpty, ValueRules.isBlock(text), ValueRules.isBlock(html) else {
            throw RenderFault("the issue's text or html is empty or holds control characters")
        }
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        subject = try object.decode(String.self, forKey: .subject)
        text = Self.lines(try object.decode(String.self, forKey: .text))
        let html = Self.lines(try object.decodeIfPresent(String.self, forKey: .html) ?? "")
        self.html = html.isEmpty ? Self.paragraphs(text) : html
    }

    /// A plain text as HTML: paragraphs where blank lines part it, and its own line breaks.
    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { lines in "<p>" + lines.map { Markup.escaped(String($0)) }.joined(separator: "<br>\n") + "</p>" }
            .joined(separator: "\n")
    }

    private enum CodingKeys: CodingKey {
        case subject, text, html
    }

    /// Lines that end in LF, without blank ones at either end. Editors on Windows send CRLF, which to Swift is one Character
    /// and a newline.
    private static func lines(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.drop { $0.isEmpty }
        let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? lines.startIndex
        return lines[..<end].joined(separator: "\n")
    }
}
