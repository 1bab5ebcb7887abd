/// Mail that a composer would hardly make, and that has to be signed all the same: folded wherever it may be, with white space in odd
/// places, fields in any case and order, some of them twice.
enum RandomMail {
    private static let names = [
        "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        "Auto-Submitted", "Feedback-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "X-Other", "Received",
    ]
    private static let words = [
        "a", "Bc", "=?utf-8?q?x?=", "<a@b.c>", ";", ":", "12:30", " ", "  ", "\t", "\r\n ", "\r\n\t ", "=", "b=",
        "\"x\"",
    ]
    private static let pieces = [
        "a", "word", " ", "  ", "\t", " \t", "\r\n", "\r\n\r\n", ".", "é", "=20", "x\r\n", "--=_b",
    ]

    /// A mail that ends with CRLF, as all do that cross SMTP.
    static func make(using generator: inout SeededGenerator) -> [UInt8] {
        var chosen = ["From"] + names.filter { _ in Int.random(in: 0..<5, using: &generator) > 0 }
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            if let name = names.randomElement(using: &generator) { chosen.append(name) }
        }
        chosen.shuffle(using: &generator)
        var mail = ""
        for name in chosen {
            let cased = [name, name.lowercased(), name.uppercased()].randomElement(using: &generator) ?? name
            mail +=
                "\(cased):\(text(of: ["", " ", "\t"], 0...2, &generator))x\(text(of: words, 0...8, &generator))y\r\n"
        }
        return Array("\(mail)\r\n\(text(of: pieces, 0...60, &generator))\r\n".utf8)
    }

    private static func text(
        of pieces: [String], _ count: ClosedRange<Int>, _ generator: inout SeededGenerator
    ) -> String {
        (0..<Int.random(in: count, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }
}
