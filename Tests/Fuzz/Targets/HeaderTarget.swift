import Catcher
import MailReading

@testable import Mail

/// Names, subjects and words of any kind: on the wire they are seven bits in short lines, add no field, and an independent reader
/// finds them as they were.
func checkHeader(_ input: [UInt8]) {
    let texts = Choices.texts(input, count: 4)
    let (subject, name, sender, words) = (texts[0], texts[1], texts[2], texts[3])
    guard let address = try? EmailAddress("compte@boutique.example"),
        let from = try? Mailbox(name: sender, address: address), let identity = try? Identity(from: from)
    else {
        require(!isOneLine(sender), "a line is a sender's name")
        return
    }
    let composer = Composer(transactional: identity, bulk: identity)
    let letter = Letter(subject: subject, text: words, html: words, language: "fr", unsubscribe: nil)
    guard let bytes = try? composer.compose(letter, for: claimed(name: name)).bytes else {
        require(subject.isEmpty || !isOneLine(subject) || !isOneLine(name), "a line is a subject and a name")
        return
    }
    require(isOneLine(subject) && isOneLine(name), "no line break passes into a header")
    checkWire(bytes)
    let mail = MailReader(bytes)
    require(mail.headers.map(\.name) == fields, "no field is added")
    require(same(mail.header("Subject"), subject.composed()), "a subject comes back")
    let recipient = PersonName.isPresentable(name) ? name : ""
    require(names(mail.header("To")).contains { same($0, recipient.composed()) }, "a recipient's name comes back")
    require(names(mail.header("From")).contains { same($0, sender.composed()) }, "a sender's name comes back")
    let expected = words.composed().unicodeScalars.split(separator: "\r", omittingEmptySubsequences: false)
    if !words.contains("\r") {
        let text = expected.map(String.init).joined()
        require(same(mail.html, text) && same(mail.text, text), "the words come back")
    }
}

private let fields = [
    "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Language", "Auto-Submitted",
    "X-Auto-Response-Suppress", "X-Entity-Ref-ID", "Content-Type", "Content-Transfer-Encoding",
]

private func claimed(name: String) -> Claimed {
    let moment = Timestamp(seconds: 1_795_439_100)
    return Claimed(
        lease: Lease(message: MessageID(high: 1, low: 2), token: 1), status: .due, kind: "password-reset",
        lane: .transactional, attempt: 1, recipient: "camille@client.test", recipientName: name, locale: "fr-FR",
        parameters: "{}", enqueuedAt: moment, datedAt: moment, expiresAt: nil, expiresIn: nil, queued: .zero,
        issue: nil)
}

private func checkWire(_ bytes: [UInt8]) {
    var column = 0
    var previous: UInt8 = 0
    for byte in bytes {
        require(byte == 0x0D || byte == 0x0A || byte == 0x09 || (0x20...0x7E).contains(byte), "seven bits, no controls")
        require((previous == 0x0D) == (byte == 0x0A), "line ends are CRLF")
        require(column > 0 || byte != UInt8(ascii: "."), "no line begins with a dot")
        column = byte == 0x0A ? 0 : column + 1
        require(column <= 79, "a line has at most 78 columns")
        previous = byte
    }
    require(previous == 0x0A, "a mail ends with its line")
}

/// Byte by byte, since Swift takes a letter in pieces for the same as the whole one.
private func same(_ text: String?, _ other: String) -> Bool { text.map { Array($0.utf8) } == Array(other.utf8) }

/// What a name before an address may be: out of its quotes, or with them where they came in encoded words and are part of it.
private func names(_ value: String?) -> [String] {
    guard let value else { return [] }
    let plain = value.lastIndex(of: "<").map { String(value[..<$0].drop { $0 == " " }) } ?? ""
    return [displayName(value), plain.hasSuffix(" ") ? String(plain.dropLast()) : plain]
}

/// The name before an address in angle brackets, out of its quotes.
private func displayName(_ value: String) -> String {
    guard value.hasSuffix(">"), let bracket = value.lastIndex(of: "<") else { return "" }
    var name = value[..<bracket]
    if name.hasSuffix(" ") { name = name.dropLast() }
    guard name.hasPrefix("\""), name.hasSuffix("\""), name.count > 1 else { return String(name) }
    var result = ""
    var isEscaped = false
    for scalar in name.dropFirst().dropLast().unicodeScalars {
        if scalar == "\\", !isEscaped {
            isEscaped = true
        } else {
            result.unicodeScalars.append(scalar)
            isEscaped = false
        }
    }
    return result
}
