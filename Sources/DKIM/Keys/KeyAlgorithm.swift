/// Which algorithm a key in a file is for.
enum KeyAlgorithm {
    case rsa, ed25519

    /// The object identifiers of AlgorithmIdentifier in DER: rsaEncryption (RFC 8017 appendix C), id-Ed25519 (RFC 8410 section 3).
    private static let rsaIdentifier: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    private static let ed25519Identifier: [UInt8] = [0x06, 0x03, 0x2B, 0x65, 0x70]
    /// AlgorithmIdentifier stands behind two lengths and the version.
    private static let headLength = 32

    /// Nil for every other algorithm.
    init?(of block: PEMBlock) {
        let head = block.der.prefix(Self.headLength)
        switch block.label {
        case "RSA PRIVATE KEY": self = .rsa
        case "PRIVATE KEY" where head.firstRange(of: Self.rsaIdentifier) != nil: self = .rsa
        case "PRIVATE KEY" where head.firstRange(of: Self.ed25519Identifier) != nil: self = .ed25519
        default: return nil
        }
    }
}
