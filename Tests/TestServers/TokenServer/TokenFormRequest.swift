/// A request as it came in, and what is wrong with it.
struct TokenFormRequest: Sendable {
    var method: String
    var path: String
    var contentType: String?
    var accept: String?
    var body: String

    /// nil when a token may be given.
    func refusal(_ client: TokenServer.Client) -> TokenFormReply? {
        guard method == "POST" else { return .error(405, "invalid_request", "POST is needed, not \(method)") }
        guard path == "/oauth2/token" else { return .error(404, "invalid_request", "nothing is at \(path)") }
        guard contentType == "application/x-www-form-urlencoded" else {
            return .error(400, "invalid_request", "the content type is \(contentType ?? "missing")")
        }
        guard accept == "application/json" else { return .error(406, "invalid_request", "JSON is all there is") }
        guard let fields = Self.fields(body) else { return .error(400, "invalid_request", "this is no form") }
        var expected = ["client_id": client.id, "client_secret": client.secret]
        if let scope = client.scope { expected["scope"] = scope }
        if let refreshToken = client.refreshToken {
            expected["grant_type"] = "refresh_token"
            expected["refresh_token"] = refreshToken
        } else {
            expected["grant_type"] = "client_credentials"
        }
        guard Set(fields.keys) == Set(expected.keys) else {
            return .error(400, "invalid_request", "the fields are \(fields.keys.sorted().joined(separator: " "))")
        }
        guard fields["grant_type"] == expected["grant_type"] else { return .error(400, "unsupported_grant_type", "no") }
        guard fields["scope"] == expected["scope"] else { return .error(400, "invalid_scope", "no such scope") }
        guard fields["refresh_token"] == expected["refresh_token"] else {
            return .error(400, "invalid_grant", "Token has been expired or revoked.")
        }
        guard fields == expected else {
            return .error(
                401, "invalid_client", "AADSTS7000215: Invalid client secret provided.\\r\\nTrace ID: 4711")
        }
        return nil
    }

    /// The fields by name; nil for a name that comes twice, or a sign that must be encoded (RFC 6749 appendix B).
    private static func fields(_ body: String) -> [String: String]? {
        var fields: [String: String] = [:]
        for part in body.split(separator: "&", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(decoded)
            guard sides.count == 2, let name = sides[0], let value = sides[1], !name.isEmpty, fields[name] == nil else {
                return nil
            }
            fields[name] = value
        }
        return fields
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let value = UInt8(String(decoding: Array(rest.prefix(2)), as: UTF8.self), radix: 16) else {
                    return nil
                }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default:
                let character = Character(Unicode.Scalar(byte))
                guard byte < 0x80, character.isLetter || character.isNumber || "-._*".contains(character) else {
                    return nil
                }
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// What the server says.
struct TokenFormReply: Sendable {
    var status: Int
    var body: String
    var headers: [String: String] = [:]

    /// RFC 6749 section 5.2. `description` is JSON text.
    static func error(_ status: Int, _ error: String, _ description: String) -> TokenFormReply {
        TokenFormReply(
            status: status,
            body: #"{"error":"\#(error)","error_description":"\#(description)","error_codes":[7000215]}"#)
    }

    /// RFC 6749 section 5.1.
    static func token(_ word: String, lifetime: Int?, refreshToken: String?) -> TokenFormReply {
        var members = [#""token_type":"Bearer""#, #""access_token":"\#(word)""#]
        if let lifetime { members.append(#""expires_in":\#(lifetime)"#) }
        if let refreshToken { members.append(#""refresh_token":"\#(refreshToken)""#) }
        return TokenFormReply(status: 200, body: "{\(members.joined(separator: ","))}")
    }
}
