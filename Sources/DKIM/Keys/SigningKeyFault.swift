/// Why a file holds no key that mail could be signed with.
package enum SigningKeyFault: Error, Sendable, Hashable {
    /// No private key in PEM (RFC 7468), or none that can be read.
    case noKey
    /// The key asks for a passphrase, which nobody could type.
    case encrypted
    /// Neither RSA nor Ed25519.
    case unknownAlgorithm
    /// An RSA key of so many bits, or of fewer than can be read where nil: too few for any mailbox provider.
    case tooShort(bits: Int?)
    /// An RSA key of so many bits: verifiers need not take it (RFC 6376 section 3.3.3).
    case tooLong(bits: Int)
    /// The file cannot be read; the words say which one, why, and what to do.
    case unreadable(String)

    /// What is wrong with the file and what to do. Holds nothing of the key.
    package func line(about file: String) -> String {
        switch self {
        case .noKey: "\(file) holds no private key in PEM: make one with facteur dkim new"
        case .encrypted: "\(file) holds a key under a passphrase: write it without one (openssl pkey -in OLD -out NEW)"
        case .unknownAlgorithm: "\(file) holds a key that is neither RSA nor Ed25519: make one with facteur dkim new"
        case .tooShort(let bits):
            "\(file) holds an RSA key of \(bits.map(String.init) ?? "too few") bits, which mailbox providers refuse: make one of 2048"
        case .tooLong(let bits):
            "\(file) holds an RSA key of \(bits) bits, which not every verifier takes: make one of 2048"
        case .unreadable(let reason): reason
        }
    }
}
