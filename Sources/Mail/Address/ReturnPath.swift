/// Where bounces go: an envelope sender that names the message, so that a bounce needs no guessing (VERP). It is the same for every
/// attempt, because greylisting compares it (RFC 6647), and it holds no address of a reader.
package struct ReturnPath: Sendable, Hashable {
    private let beforeID: String
    private let afterID: String
    private let holdsID: Bool

    /// Reads a setting: `b+{id}@bounce.shop.fr`, where `{id}` stands once, before the @, for the message's identity in 32
    /// hexadecimal digits; or an address without it, for a relay that insists on one sender.
    package init(template: String) throws(AddressFault) {
        let pieces = template.split(separator: "{id}", omittingEmptySubsequences: false)
        // An address may hold braces, but here they are a slip: `{ID}`, or the identity twice.
        let hasBraces = pieces.joined().contains { "{}".contains($0) }
        guard pieces.count <= 2, !hasBraces else { throw .localPartCharacter }
        guard pieces.count == 2 else {
            beforeID = try EmailAddress(ascii: template).text
            afterID = ""
            holdsID = false
            return
        }
        // Proven once with an identity of the real length: no message can make it invalid.
        let sample = String(repeating: "0", count: 32)
        let address = try EmailAddress(ascii: pieces[0] + sample + pieces[1])
        guard !pieces[0].contains("@") else { throw .domainCharacter }
        beforeID = String(pieces[0])
        afterID = String(address.text.dropFirst(pieces[0].count + sample.count))
        holdsID = true
    }

    /// Every message with the same sender.
    package init(_ address: EmailAddress) {
        beforeID = address.text
        afterID = ""
        holdsID = false
    }

    /// The envelope sender of one message, without angle brackets.
    package func sender(of message: MessageID) -> String {
        guard holdsID else { return beforeID }
        var address = Array(beforeID.utf8)
        message.appendDigits(to: &address)
        address += afterID.utf8
        return String(decoding: address, as: UTF8.self)
    }
}
