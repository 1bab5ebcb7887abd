/// A word that stands for a login for a while (RFC 6749 section 1.4, RFC 6750). Printing, dumping and interpolating it say nothing.
package struct AccessToken: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The word itself, for those who say it to a server.
    package let word: String

    /// nil for what no token can be (RFC 6750 section 2.1 without its alphabet, which providers stretch): with a space or a control
    /// character in it a line of the protocol would say something else.
    package init?(_ word: some StringProtocol) {
        guard !word.isEmpty, word.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.word = String(word)
    }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
