import Catcher
import Hummingbird
import MailReading

/// One caught mail, as the page shows it.
struct DemoMail: ResponseEncodable, Codable, Sendable {
    /// What the list shows.
    struct Summary: ResponseEncodable, Codable, Sendable {
        var number: Int
        var kind: String
        var subject: String
        var recipient: String
        /// Milliseconds since 1970-01-01 00:00 UTC.
        var time: Int64
    }

    /// A file that goes with it.
    struct File: ResponseEncodable, Codable, Sendable {
        var name: String
        /// In French: `2,4 Mo`.
        var size: String
    }

    /// As much of a mail's source as a page shows.
    private static let longestSource = 256 * 1024

    var summary: Summary
    var from: String
    var hasHTML: Bool
    var text: String
    var files: [File]
    /// The mail as it was sent, or its beginning.
    var source: String
    var headers: [HeaderField]

    init(_ mail: CaughtMail, kinds: [DemoKind]) {
        let reader = MailReader(mail.bytes)
        summary = Summary(mail, reader, kinds: kinds)
        from = reader.header("From") ?? mail.sender
        hasHTML = reader.html != nil
        text = reader.text ?? ""
        files = reader.attachments.map { File(name: $0.name, size: Self.size($0.octets.count)) }
        source =
            String(decoding: mail.bytes.prefix(Self.longestSource), as: UTF8.self)
            + (mail.bytes.count > Self.longestSource ? "[…]" : "")
        headers = reader.headers
    }

    /// As French mail programs show it, in powers of ten: `2,4 Mo`.
    static func size(_ bytes: Int) -> String {
        guard bytes >= 1000 else { return "\(bytes)\u{A0}octets" }
        let (unit, factor) = bytes >= 999_500 ? ("Mo", 1_000_000) : ("ko", 1000)
        let tenths = (bytes * 10 + factor / 2) / factor
        return tenths >= 100 || tenths.isMultiple(of: 10)
            ? "\((bytes + factor / 2) / factor)\u{A0}\(unit)" : "\(tenths / 10),\(tenths % 10)\u{A0}\(unit)"
    }

    /// The HTML with its links made to open in a new window: in the frame's sandbox they could not be followed.
    static func framed(_ html: String) -> String {
        html.replacing("<head>", with: "<head><base target=\"_blank\">", maxReplacements: 1)
    }
}

extension DemoMail.Summary {
    init(_ mail: CaughtMail, kinds: [DemoKind]) { self.init(mail, MailReader(mail.bytes), kinds: kinds) }

    init(_ mail: CaughtMail, _ reader: MailReader, kinds: [DemoKind]) {
        number = mail.number
        kind = Self.kind(reader, kinds)
        subject = reader.header("Subject") ?? ""
        recipient = mail.recipients.joined(separator: ", ")
        time = Int64(mail.caughtAt / .milliseconds(1))
    }

    /// Feedback-ID begins with the kind, or for a newsletter with its issue; then the lane tells.
    private static func kind(_ reader: MailReader, _ kinds: [DemoKind]) -> String {
        let fields = (reader.header("Feedback-ID") ?? "").split(separator: ":").map(String.init)
        guard let campaign = fields.first else { return "" }
        if kinds.contains(where: { $0.name == campaign }) { return campaign }
        return fields.count > 1 && fields[1] == "bulk" ? "newsletter" : campaign
    }
}
