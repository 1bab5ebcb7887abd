import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// Passwords as they are stored: scrypt (RFC 7914) with its costs and a salt of its own, `scrypt$14$8$5$SALT$KEY`.
enum Password {
    /// Binary logarithm of N, r and p: OWASP's choice for 16 MiB at a time.
    private static let cost = 14
    private static let blockSize = 8
    private static let parallelism = 5

    /// As short and as long as a password may be, in characters and in bytes.
    static func isAcceptable(_ password: String) -> Bool { password.count >= 12 && password.utf8.count <= 256 }

    static func hash(_ password: String) async throws -> String {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        let key = try await key(password, salt, cost, blockSize, parallelism)
        let words = key.withUnsafeBytes { Data($0) }.base64EncodedString()
        return "scrypt$\(cost)$\(blockSize)$\(parallelism)$\(salt.base64EncodedString())$\(words)"
    }

    /// Whether it is the one. Where nobody is known it takes as long to say no.
    static func verify(_ password: String, _ stored: String?) async throws -> Bool {
        let parts = stored?.split(separator: "$").map(String.init) ?? []
        guard parts.count == 6, let cost = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]),
            let salt = Data(base64Encoded: parts[4]), let key = Data(base64Encoded: parts[5])
        else {
            _ = try await hash(password)
            return false
        }
        // Keys compare in the same time wherever they differ.
        return try await self.key(password, salt, cost, blockSize, parallelism) == SymmetricKey(data: key)
    }

    /// However many forms come at once, no more than this many times 16 MiB, and as many cores.
    private static let turns = Turns(2)

    /// A fifth of a second of work, on a thread that nobody else waits for.
    private static func key(
        _ password: String, _ salt: Data, _ cost: Int, _ blockSize: Int, _ parallelism: Int
    ) async throws -> SymmetricKey {
        try await turns.take {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        with: Result {
                            try KDF.Scrypt.deriveKey(
                                from: Data(password.precomposedStringWithCompatibilityMapping.utf8), salt: salt,
                                outputByteCount: 32, rounds: 1 << cost, blockSize: blockSize, parallelism: parallelism)
                        })
                }
            }
        }
    }
}
