import Crypto
import Foundation

/// Tells the shop's own forms from those that another site sends in a customer's name (CSRF): each has a word in it that only the shop can
/// derive from the browser's cookie.
struct FormGuard: Sendable {
    private let key = SymmetricKey(size: .bits256)

    /// The word for the forms of a browser.
    func word(for secret: String) -> String {
        Secret.hexadecimal(HMAC<SHA256>.authenticationCode(for: Data(secret.utf8), using: key))
    }

    func accepts(_ word: String, from secret: String) -> Bool {
        // As keys they compare in the same time wherever they differ.
        SymmetricKey(data: Data(word.utf8)) == SymmetricKey(data: Data(self.word(for: secret).utf8))
    }
}
