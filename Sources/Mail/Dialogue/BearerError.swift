/// Why a server refuses a token, in the JSON that it sends before it does (RFC 7628 section 3.2.2, and XOAUTH2 alike).
struct BearerError: Sendable, Hashable {
    /// On one line: `status invalid_token, scope https://mail.google.com/`.
    let text: String

    /// Reads a challenge, which is base64; nil for what is none, or says nothing.
    init?(challenge: String) {
        guard let bytes = Base64.decode(challenge.utf8), let members = JSONMembers(bytes) else { return nil }
        let said = ["status", "scope", "error_description"].compactMap { name in
            members[name].map { "\(name) \($0)" }
        }
        guard !said.isEmpty else { return nil }
        text = String(said.joined(separator: ", ").onOneLine.prefix(ReplyText.longestText))
    }
}
