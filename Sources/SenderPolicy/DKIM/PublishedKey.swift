import MailReading

/// The record of a key, as verifiers read it (RFC 6376 section 3.6.1, RFC 8463 section 4).
package struct PublishedKey: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// With so many bits; nil where the key cannot be read.
        case rsa(bits: Int?)
        case ed25519
        case unknown(String)
    }

    /// RSA keys below are no longer taken (RFC 8301 section 3.2); providers refuse them.
    package static let fewestBits = 1024
    /// RSA keys below should be replaced (RFC 8301 section 3.2).
    package static let soundBits = 2048

    package let kind: Kind
    /// Decoded; empty for a key that is withdrawn.
    package let bytes: [UInt8]
    /// Whether verifiers are to treat mail as if it were not signed (`t=y`).
    package let isTesting: Bool
    /// Whether mail may be signed with it: `s=` names email or everything.
    package let servesMail: Bool
    /// What is wrong with its form.
    package let faults: [String]

    /// Withdrawn: the domain says that mail signed with it is not its own.
    package var isRevoked: Bool { bytes.isEmpty && faults.isEmpty }

    package init(_ text: String) {
        let list = TagList(text)
        var faults = list.faults
        if let version = list["v"] {
            if version != "DKIM1" { faults.append("v= must be DKIM1") }
            if list.tags.first?.name != "v" { faults.append("v=DKIM1 must stand first") }
        }
        let key = list["p"]
        if key == nil { faults.append("p= is missing") }
        let decoded = Base64Decoder.decode((key ?? "").utf8)
        if decoded == nil { faults.append("p= is no base64") }
        bytes = decoded ?? []
        switch list["k"]?.lowercased() ?? "rsa" {
        case "rsa": kind = .rsa(bits: RSAPublicKey.bits(of: bytes))
        case "ed25519": kind = .ed25519
        case let other: kind = .unknown(other)
        }
        isTesting = Self.words(list["t"]).contains("y")
        let services = Self.words(list["s"])
        servesMail = services.isEmpty || services.contains("*") || services.contains("email")
        self.faults = faults
    }

    private static func words(_ value: String?) -> [String] {
        (value ?? "").split(separator: ":").map { $0.trimmingWhiteSpace.lowercased() }
    }
}
