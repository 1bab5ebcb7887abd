import Crypto
import CryptoExtras
import Mail

/// A private key that mail is signed with.
package struct SigningKey: Sendable {
    /// How it signs, as the `a=` tag names it.
    package enum Algorithm: String, Sendable, Hashable {
        /// RFC 6376 section 3.3.1.
        case rsa = "rsa-sha256"
        /// RFC 8463 section 3.
        case ed25519 = "ed25519-sha256"
    }

    /// What RSA keys may have: fewer bits are refused by mailbox providers, more by verifiers that do what they must and no more
    /// (RFC 6376 section 3.3.3, RFC 8301 section 3.2).
    static let allowedBits = 1024...4096
    /// RSA keys below are still taken, and should be replaced (RFC 8301 section 3.2).
    static let soundBits = 2048

    private enum Material {
        case rsa(RSASigningKey)
        case ed25519(Curve25519.Signing.PrivateKey)
    }

    private let material: Material

    /// Reads a key: RSA as PKCS#1 or PKCS#8, Ed25519 as PKCS#8 (RFC 8410), in PEM.
    package init(pem: String) throws(SigningKeyFault) {
        let block = try PEMBlock(privateKeyIn: pem)
        switch KeyAlgorithm(of: block) {
        case .rsa: material = .rsa(try Self.rsaKey(block.der))
        case .ed25519:
            guard let key = try? Curve25519.Signing.PrivateKey(derRepresentation: block.der) else { throw .noKey }
            material = .ed25519(key)
        case nil: throw .unknownAlgorithm
        }
    }

    /// Makes a new Ed25519 key.
    package static func newEd25519() -> SigningKey { SigningKey(.ed25519(Curve25519.Signing.PrivateKey())) }

    /// Makes a new RSA key of 2048 to 4096 bits; throws where it cannot have so many.
    package static func newRSA(bits: Int) throws(SigningKeyFault) -> SigningKey {
        guard bits >= soundBits else { throw .tooShort(bits: bits) }
        guard bits <= allowedBits.upperBound else { throw .tooLong(bits: bits) }
        guard let key = try? _RSA.Signing.PrivateKey(keySize: .init(bitCount: bits)) else { throw .noKey }
        return SigningKey(.rsa(try RSASigningKey(key)))
    }

    private init(_ material: Material) { self.material = material }

    package var algorithm: Algorithm {
        switch material {
        case .rsa: .rsa
        case .ed25519: .ed25519
        }
    }

    /// Why the key should be replaced, to follow its file's name; nil where it need not.
    package var warning: String? {
        guard case .rsa(let rsa) = material, rsa.key.keySizeInBits < Self.soundBits else { return nil }
        return "holds an RSA key of \(rsa.key.keySizeInBits) bits,"
            + " which some mailbox providers refuse: make one of 2048"
    }

    /// PKCS#8 in PEM, for the file.
    package var pem: String {
        switch material {
        case .rsa(let rsa): rsa.key.pkcs8PEMRepresentation
        case .ed25519(let key): key.pemRepresentation
        }
    }

    /// The public key as the DNS publishes it, before base64: SubjectPublicKeyInfo for RSA (RFC 6376 section 3.6.1), the 32 bytes
    /// alone for Ed25519 (RFC 8463 section 4).
    var publicKey: [UInt8] {
        switch material {
        case .rsa(let rsa): Array(rsa.key.publicKey.derRepresentation)
        case .ed25519(let key): Array(key.publicKey.rawRepresentation)
        }
    }

    /// Signs the digest: PKCS#1 v1.5 (RFC 8017 section 8.2), or Ed25519 over the digest's 32 bytes (RFC 8463 section 3).
    func signature(of digest: SHA256Digest) throws(ComposeFault) -> [UInt8] {
        do {
            switch material {
            case .rsa(let rsa): return try rsa.signature(of: digest)
            case .ed25519(let key): return Array(try key.signature(for: Array(digest)))
            }
        } catch {
            throw ComposeFault("the mail cannot be signed (DKIM): \(error)")
        }
    }

    private static func rsaKey(_ der: [UInt8]) throws(SigningKeyFault) -> RSASigningKey {
        let key: _RSA.Signing.PrivateKey
        do { key = try _RSA.Signing.PrivateKey(unsafeDERRepresentation: der) } catch {
            if case CryptoKitError.incorrectParameterSize = error { throw .tooShort(bits: nil) }
            throw .noKey
        }
        guard key.keySizeInBits <= allowedBits.upperBound else { throw .tooLong(bits: key.keySizeInBits) }
        return try RSASigningKey(key)
    }
}
