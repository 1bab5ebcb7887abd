/// A login by token as the client says it, taken apart strictly.
struct BearerResponse: Sendable, Hashable {
    enum Mechanism: String, Sendable, Hashable {
        /// RFC 7628.
        case oauthBearer = "OAUTHBEARER"
        /// Google's and Microsoft's.
        case xoauth2 = "XOAUTH2"

        /// The octets with which the client must answer an error before it is refused (RFC 7628 section 3.2.3).
        var acknowledgement: [UInt8] { self == .oauthBearer ? Array("AQ==".utf8) : [] }

        /// The error that is sent before the refusal, in JSON (RFC 7628 section 3.2.2).
        func error(isMalformed: Bool) -> String {
            switch (self, isMalformed) {
            case (.oauthBearer, true): #"{"status":"invalid_request"}"#
            case (.oauthBearer, false): #"{"status":"invalid_token","scope":"https://mail.test/"}"#
            case (.xoauth2, true): #"{"status":"400","schemes":"Bearer"}"#
            case (.xoauth2, false): #"{"status":"401","schemes":"bearer","scope":"https://mail.test/"}"#
            }
        }
    }

    var username: String
    var token: String

    /// Reads what base64 stood for; nil for anything that does not follow the mechanism's form to the letter.
    init?(_ octets: some Collection<UInt8>, by mechanism: Mechanism) {
        guard let text = String(validating: octets, as: UTF8.self), text.hasSuffix("\u{1}\u{1}") else { return nil }
        let fields = text.dropLast(2).split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init)
        let name: String?
        var pairs: [(key: String, value: String)] = []
        for field in fields.dropFirst() {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy({ $0.isASCII && $0.isLetter }) else {
                return nil
            }
            pairs.append((String(parts[0]), String(parts[1])))
        }
        switch mechanism {
        case .oauthBearer:
            name = fields.first.flatMap(Self.authorizationIdentity)
            guard Set(pairs.map(\.key)).isSubset(of: ["host", "port", "auth"]) else { return nil }
            if let port = pairs.first(where: { $0.key == "port" }), UInt16(port.value) == nil { return nil }
        case .xoauth2:
            name = fields.first.flatMap { $0.hasPrefix("user=") ? String($0.dropFirst(5)) : nil }
            guard pairs.count == 1 else { return nil }
        }
        let tokens = pairs.filter { $0.key == "auth" }.map(\.value)
        guard let name, !name.isEmpty, Set(pairs.map(\.key)).count == pairs.count, tokens.count == 1,
            let value = tokens.first, value.hasPrefix("Bearer "), Self.isToken(value.dropFirst(7))
        else { return nil }
        username = name
        token = String(value.dropFirst(7))
    }

    /// The name in a GS2 header without channel binding: `n,a=name,` (RFC 5801 section 4).
    private static func authorizationIdentity(_ header: String) -> String? {
        let parts = header.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, ["n", "y"].contains(parts[0]), parts[1].hasPrefix("a="), parts[2].isEmpty else {
            return nil
        }
        var name = ""
        var rest = parts[1].dropFirst(2)
        while let character = rest.popFirst() {
            guard character == "=" else {
                name.append(character)
                continue
            }
            switch rest.prefix(2) {
            case "2C": name.append(",")
            case "3D": name.append("=")
            default: return nil
            }
            rest = rest.dropFirst(2)
        }
        return name
    }

    /// RFC 6750 section 2.1.
    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.drop { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/".contains($0)) }.allSatisfy {
                $0 == "="
            }
    }
}
