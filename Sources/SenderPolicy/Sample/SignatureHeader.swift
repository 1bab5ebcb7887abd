import MailReading

/// A DKIM-Signature field, as far as it can be judged without the key (RFC 6376 section 3.5).
package struct SignatureHeader: Sendable, Hashable {
    package let domain: String
    package let selector: String
    package let algorithm: String
    /// The fields that it covers, in lower case.
    package let names: Set<String>
    /// Whether it covers a part of the body only (`l=`), so that others may add to it.
    package let hasLength: Bool
    /// An RSA signature is as long as its key; nil for other keys.
    package let keyBits: Int?

    /// Nil for what is no signature.
    package init?(_ value: String) {
        let list = TagList(value)
        guard let domain = list["d"], let selector = list["s"], let names = list["h"] else { return nil }
        self.domain = domain.lowercased()
        self.selector = selector
        algorithm = list["a"]?.lowercased() ?? ""
        self.names = Set(names.split(separator: ":").map { $0.trimmingWhiteSpace.lowercased() })
        hasLength = list["l"] != nil
        keyBits =
            algorithm.hasPrefix("rsa") ? list["b"].flatMap { Base64Decoder.decode($0.utf8) }.map { $0.count * 8 } : nil
    }
}
