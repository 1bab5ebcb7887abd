/// What a token server answered (RFC 6749 section 5).
package struct TokenGrant: Sendable, Hashable {
    package var token: AccessToken
    /// How long the token is good for; nil when the server did not say.
    package var lifetime: Duration?
    /// What to ask with next time; nil for the same as before (section 6).
    package var refreshToken: String?

    package init(token: AccessToken, lifetime: Duration?, refreshToken: String? = nil) {
        self.token = token
        self.lifetime = lifetime
        self.refreshToken = refreshToken
    }

    /// Longer words of a server are cut: an operator's line is no page.
    private static let longestDescription = 400
    private static let longestLifetime: Double = 31_536_000

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - status: Of HTTP.
    ///   - server: The server's name, for the fault.
    ///   - secrets: What was said to it, and is not to be repeated.
    package init(status: Int, body: [UInt8], server: String, secrets: Secrets) throws(TokenFault) {
        let members = JSONMembers(body)
        guard status == 200 else {
            throw Self.fault(status, members, server: server, secrets: secrets)
        }
        guard let members, let word = members["access_token"] else {
            throw TokenFault(.refused, "\(server) answers without a token: check the token URL")
        }
        // Section 7.1: a token of a kind that one does not know must not be used.
        guard members["token_type"]?.lowercased() == "bearer" else {
            throw TokenFault(.refused, "\(server) gives a token that is no bearer token: ask its operator")
        }
        guard let token = AccessToken(word) else {
            throw TokenFault(.refused, "\(server) gives a token that cannot be one: ask its operator")
        }
        let seconds = members["expires_in"].flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil }
        self.init(
            token: token, lifetime: seconds.map { .seconds(min($0, Self.longestLifetime)) },
            refreshToken: members["refresh_token"])
    }

    /// Section 5.2.
    private static func fault(
        _ status: Int, _ members: JSONMembers?, server: String, secrets: Secrets
    ) -> TokenFault {
        let error = members?["error"]
        let words = [error, members?["error_description"]].compactMap(\.self).joined(separator: ": ")
        let said = secrets.removed(from: String(words.onOneLine.prefix(longestDescription)))
        let isPassing = status >= 500 || status == 429 || error == "temporarily_unavailable"
        guard !isPassing else {
            return TokenFault(.unreachable, "\(server) cannot answer: HTTP \(status)\(said.isEmpty ? "" : ", \(said)")")
        }
        guard !said.isEmpty else {
            return TokenFault(.refused, "\(server) refuses with HTTP \(status): check the token URL")
        }
        return TokenFault(.refused, "\(server) refuses: \(said)")
    }
}
