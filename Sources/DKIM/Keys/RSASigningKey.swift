import COpenSSL
import Crypto
import CryptoExtras

/// An RSA key: swift-crypto reads, makes and writes it, OpenSSL signs with it, in less than half of swift-crypto's time (`make bench`,
/// `signing`).
// The handle is never changed and freed with the last reference; OpenSSL lets several threads sign with one key (openssl-threads(7)).
final class RSASigningKey: @unchecked Sendable {
    /// An error of OpenSSL's, by its code.
    struct Fault: Error, CustomStringConvertible {
        let code: UInt

        var description: String {
            ERR_reason_error_string(code).map { String(cString: $0) } ?? "OpenSSL's error \(code)"
        }
    }

    let key: _RSA.Signing.PrivateKey
    private let handle: OpaquePointer

    init(_ key: _RSA.Signing.PrivateKey) throws(SigningKeyFault) {
        let der = Array(key.derRepresentation)
        guard let handle = facteur_rsa_key(der, der.count) else { throw .noKey }
        self.key = key
        self.handle = handle
    }

    deinit { EVP_PKEY_free(handle) }

    /// Signs the digest by PKCS#1 v1.5 (RFC 8017 section 8.2).
    func signature(of digest: SHA256Digest) throws(Fault) -> [UInt8] {
        let digest = Array(digest)
        var code: UInt = 0
        let signature = [UInt8](unsafeUninitializedCapacity: (key.keySizeInBits + 7) / 8) { bytes, length in
            length = bytes.count
            code = facteur_rsa_sign(handle, digest, digest.count, bytes.baseAddress, &length)
            if code != 0 { length = 0 }
        }
        guard code == 0 else { throw Fault(code: code) }
        return signature
    }
}
