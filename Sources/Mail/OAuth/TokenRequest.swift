/// What is said to a token server (RFC 6749): a form, in the body of a POST.
package struct TokenRequest: Sendable {
    /// By what right a token is asked for.
    package enum Grant: Sendable {
        /// This program's own account (section 4.4), as Microsoft's SMTP.SendAsApp is.
        case clientCredentials
        /// What somebody allowed once in a browser (section 6), as Google wants it.
        case refresh(token: String)
    }

    package static let contentType = "application/x-www-form-urlencoded"

    private let grant: Grant
    private let clientID: String
    private let clientSecret: String?
    private let scope: String?

    /// `scope`: words separated by spaces (section 3.3).
    package init(_ grant: Grant, clientID: String, clientSecret: String?, scope: String?) {
        self.grant = grant
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scope = scope
    }

    /// The form. The client's secret stands in it (section 2.3.1), as both Microsoft and Google document it.
    package var form: String {
        var fields: [(name: String, value: String)] = []
        switch grant {
        case .clientCredentials: fields.append(("grant_type", "client_credentials"))
        case .refresh(let token): fields += [("grant_type", "refresh_token"), ("refresh_token", token)]
        }
        fields.append(("client_id", clientID))
        if let clientSecret { fields.append(("client_secret", clientSecret)) }
        if let scope { fields.append(("scope", scope)) }
        return fields.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// What a server that repeats the request must not be heard to say.
    package var secrets: Secrets {
        var words = [clientSecret].compactMap(\.self)
        if case .refresh(let token) = grant { words.append(token) }
        return Secrets(words)
    }

    /// RFC 6749 appendix B.
    private static func encoded(_ value: String) -> String {
        String(
            value.utf8.percentEncoded { $0.isAlphanumeric || "-._* ".utf8.contains($0) }.map { $0 == " " ? "+" : $0 })
    }
}
