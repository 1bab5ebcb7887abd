import Crypto

/// Comparisons that take as long for a wrong value as for the right one, so that nobody can feel a secret's way.
enum ConstantTime {
    /// Whether two values are the same, to the byte. Both are hashed under a key that nobody knows: what differs in time then tells nothing
    /// of the values, not even of their lengths' agreement.
    static func isEqual(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
        let key = SymmetricKey(size: .bits256)
        let code = HMAC<SHA256>.authenticationCode(for: Array(left), using: key)
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array(right), using: key)
    }
}
