import Mail

/// The DNS record by which verifiers know a key (RFC 6376 section 3.6.1, RFC 8463 section 4).
package struct KeyRecord: Sendable {
    /// `s2026._domainkey.shop.example`
    package let name: String
    /// `v=DKIM1; k=rsa; p=...`
    package let text: String

    /// A character-string of a TXT record has at most 255 bytes (RFC 1035 section 3.3).
    private static let longestString = 255

    package init(of key: SigningKey, domain: DomainName, selector: Selector) {
        name = "\(selector.name)._domainkey.\(domain.ascii)"
        var bytes: [UInt8] = []
        Base64.append(key.publicKey[...], to: &bytes)
        let kind =
            switch key.algorithm {
            case .rsa: "rsa"
            case .ed25519: "ed25519"
            }
        text = "v=DKIM1; k=\(kind); p=\(String(decoding: bytes, as: UTF8.self))"
    }

    /// The text as the strings of a TXT record, which verifiers join without anything between (RFC 6376 section 3.6.2.2).
    package var strings: [String] {
        var strings: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            strings.append(String(rest.prefix(Self.longestString)))
            rest = rest.dropFirst(Self.longestString)
        }
        return strings
    }

    /// The record as a zone file has it (RFC 1035 section 5.1).
    package var zoneLines: [String] {
        let quoted = strings.map { "\"\($0)\"" }
        guard quoted.count > 1 else { return quoted.map { "\(name). IN TXT \($0)" } }
        return ["\(name). IN TXT ("] + quoted.map { "    \($0)" } + [")"]
    }
}
