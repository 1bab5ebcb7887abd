import MailReading

/// A mail that arrived, with what its receiver wrote on top: what of it says how senders are judged.
package struct DeliveredSample: Sendable {
    /// Header fields as they stand, the topmost first.
    private let fields: [(name: String, value: String)]
    /// The domain in From; nil where it holds no address, or several.
    package let fromDomain: String?
    /// The topmost alone: those below it may be anybody's (RFC 8601 section 5).
    package let results: AuthenticationResults?
    package let signatures: [SignatureHeader]

    package init(_ bytes: [UInt8]) {
        let fields = Entity(bytes[...]).fields
        self.fields = fields
        func values(_ name: String) -> [String] { fields.filter { $0.name.lowercased() == name }.map(\.value) }
        let from = values("from")
        fromDomain = from.count == 1 ? from.first.flatMap(Self.domain) : nil
        results = values("authentication-results").first.flatMap(AuthenticationResults.init)
        signatures = values("dkim-signature").compactMap(SignatureHeader.init)
    }

    /// The values of a field, in any case of its name.
    package func values(_ name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    package func has(_ name: String) -> Bool { !values(name).isEmpty }

    /// Whether it went to a list: newsletters and their like, of which more is asked.
    package var isBulk: Bool {
        has("List-Id") || has("List-Unsubscribe") || values("Precedence").contains { $0.lowercased().contains("bulk") }
    }

    /// The domain of the one address in a field; nil where there is none, or more than one.
    static func domain(_ value: String) -> String? {
        let text = QuotedText.withoutComments(value)
        let addresses = QuotedText.split(text, at: ",").filter { !$0.trimmingWhiteSpace.isEmpty }
        guard addresses.count == 1, let only = addresses.first else { return nil }
        let address = only.lastIndex(of: "<").map { only[only.index(after: $0)...].prefix { $0 != ">" } } ?? only
        guard let at = address.lastIndex(of: "@") else { return nil }
        let domain = address[address.index(after: at)...].trimmingWhiteSpace.lowercased()
        return domain.isEmpty ? nil : domain
    }
}
