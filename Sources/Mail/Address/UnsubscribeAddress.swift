/// Where a mail leaves a list: the address of the setting with the reader's token behind its local part, `lettre+TOKEN@shop.fr`
/// (RFC 2369 section 3.2). The token is whole, as in the link, so that whoever reads that mailbox may hand it on as it stands.
package struct UnsubscribeAddress: Sendable, Hashable {
    /// The length of a token in characters, as `facteur.new_token` draws them.
    package static let tokenLength = 43
    /// What a token and its `+` leave of the 64 characters of a local part (RFC 5321 section 4.5.3.1.1).
    package static let longestLocalPart = 64 - 1 - tokenLength

    /// The mailbox's own, without a token.
    package let address: EmailAddress

    /// Refuses an address that has no room for a token: no letter could be sent with it.
    package init(_ text: some StringProtocol) throws(AddressFault) {
        address = try EmailAddress(ascii: text)
        // Proven once with a token of the real length: none can make it invalid.
        _ = try EmailAddress(self.text(for: String(repeating: "0", count: Self.tokenLength)))
    }

    /// The address of one reader.
    package func text(for token: String) -> String { "\(address.localPart)+\(token)@\(address.domain.ascii)" }
}
