import Mail
import MailReading

/// A mail in a reader's mailbox, and what it was to be.
struct DeliveredMail: Sendable, CustomStringConvertible {
    let kind: KindDefinition
    let locale: String
    let recipient: String
    /// The letter that the templates make.
    let letter: Letter
    /// As it lies there, lines ended by CRLF: what servers on its way wrote stands first.
    let text: String
    /// The same as a reader's program reads it.
    let reader: MailReader
    /// As it left the worker.
    let own: Substring
    let ownReader: MailReader
    let subject: String
    let plain: String
    let html: String

    init(_ kind: KindDefinition, _ locale: String, to recipient: String, _ letter: Letter, text: String) {
        (self.kind, self.locale, self.recipient, self.letter, self.text) = (kind, locale, recipient, letter, text)
        own = text.firstRange(of: "DKIM-Signature:").map { text[$0.lowerBound...] } ?? text[...]
        reader = MailReader(Array(text.utf8))
        ownReader = MailReader(Array(own.utf8))
        subject = ownReader.header("Subject") ?? ""
        plain = ownReader.text ?? ""
        html = ownReader.html ?? ""
    }

    /// The same mail with other bytes.
    func replacing(_ words: String, with others: String) -> DeliveredMail {
        DeliveredMail(
            kind, locale, to: recipient, letter, text: text.replacing(words, with: others, maxReplacements: 1))
    }

    var description: String { "\(kind.name) in \(locale)" }

    var isBulk: Bool { kind.lane == .bulk }

    var bytes: [UInt8] { Array(text.utf8) }

    /// Its lines, those of the header first, without their ends.
    private var lines: [Substring] { own.split(separator: "\r\n" as Character, omittingEmptySubsequences: false) }
    var headLines: [Substring] { Array(lines.prefix { !$0.isEmpty }) }
    var bodyLines: [Substring] { Array(lines.drop { !$0.isEmpty }.dropFirst()) }

    /// The values of a field, as they are written, unfolded.
    func values(_ name: String) -> [String] {
        ownReader.entity.fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    /// The value of a field that is there once; empty where it is not.
    func value(_ name: String) -> String {
        let values = values(name)
        return values.count == 1 ? values[0] : ""
    }

    /// What stands in the HTML, below its head.
    var htmlBody: Substring { html.firstRange(of: "<body").map { html[$0.lowerBound...] } ?? "" }

    /// What a reader sees of the HTML: no tags, no comments, nothing that is hidden.
    var seen: String {
        String(htmlBody).replacing(/<!--.*?-->/.dotMatchesNewlines(), with: "")
            .replacing(/<div class="preheader".*?<\/div>/.dotMatchesNewlines(), with: "")
            .replacing(/<[^>]*>/, with: " ")
            .replacing("&amp;", with: "&").replacing("&nbsp;", with: "\u{A0}").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
    }

    /// What mailboxes show beside the subject.
    var preheader: String {
        html.firstMatch(of: /<div class="preheader"[^>]*>([^<]*)<\/div>/).map { String($0.1) } ?? ""
    }

    /// Where the HTML leads, each with the words that are clicked.
    var links: [(target: String, words: String)] {
        htmlBody.matches(of: /<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/.dotMatchesNewlines()).map {
            (
                String($0.1).replacing("&amp;", with: "&"),
                String($0.2).replacing(/<[^>]*>/, with: "").replacing("&amp;", with: "&")
                    .split(whereSeparator: \.isWhitespace).joined(separator: " ")
            )
        }
    }

    /// Where the plain part leads.
    var plainLinks: [String] { plain.matches(of: /https?:\/\/[^\s<>]+/).map { String($0.0) } }
}
