import Crypto
import Mail

/// Signs mail with the keys of its sender's domain (RFC 6376 section 5, RFC 8463), with all of them: a verifier that does not know
/// Ed25519 takes the signature by RSA.
package struct DKIMSigner: MessageSigner {
    /// A key that a domain publishes.
    package struct DomainKey: Sendable {
        let selector: Selector
        /// The key as it is now: its file may have changed.
        let current: @Sendable () -> SigningKey

        package init(selector: Selector, current: @escaping @Sendable () -> SigningKey) {
            self.selector = selector
            self.current = current
        }
    }

    private let keys: [String: [DomainKey]]

    /// - Parameter keys: By domain, in lower-case ASCII.
    package init(keys: [String: [DomainKey]]) { self.keys = keys }

    package func signatures(
        of mail: [UInt8], and rest: [[UInt8]], from domain: DomainName, at moment: Timestamp
    ) throws(ComposeFault) -> [UInt8] {
        guard let keys = keys[domain.ascii], !keys.isEmpty else { return [] }
        let (fields, bodyDigest) = mail.withUnsafeBufferPointer { bytes in
            let layout = MailLayout(of: bytes)
            return (SignedFields(of: bytes, layout), RelaxedBody.digest(of: bytes[layout.bodyStart...], and: rest))
        }
        var begun = SHA256()
        begun.update(data: fields.canonical)
        var signatures: [UInt8] = []
        for key in keys {
            let signingKey = key.current()
            let field = SignatureField(
                by: signingKey.algorithm, domain: domain.ascii, selector: key.selector, at: moment, names: fields.names,
                bodyDigest: bodyDigest)
            // The field itself is signed last, without a line end (RFC 6376 section 3.7).
            var canonical: [UInt8] = []
            RelaxedHeader.append(field.bytes, to: &canonical)
            var hash = begun
            hash.update(data: canonical)
            signatures += field.signed(by: try signingKey.signature(of: hash.finalize()))
        }
        return signatures
    }
}
