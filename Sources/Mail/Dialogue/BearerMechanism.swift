/// A SASL mechanism by which a token logs in.
package enum BearerMechanism: String, Sendable, Hashable, CaseIterable {
    /// RFC 7628. The one to prefer: it names the server that the token is meant for.
    case oauthBearer = "OAUTHBEARER"
    /// What Google had before it, and Microsoft has alone.
    case xoauth2 = "XOAUTH2"

    /// The client's one response, which says all, not yet in base64.
    ///
    /// - Parameters:
    ///   - host: The server's name, as it was connected to.
    ///   - port: Its port.
    package func response(username: String, _ token: AccessToken, host: String, port: Int) -> [UInt8] {
        let text =
            switch self {
            case .oauthBearer:
                // RFC 7628 section 3.1.
                "n,a=\(Self.saslName(username)),\u{1}host=\(host)\u{1}port=\(port)\u{1}auth=Bearer \(token.word)\u{1}\u{1}"
            case .xoauth2: "user=\(username)\u{1}auth=Bearer \(token.word)\u{1}\u{1}"
            }
        return Array(text.utf8)
    }

    /// What the server wants to hear to its error before it refuses, in base64: a lone control character (RFC 7628 section 3.2.3), or
    /// nothing.
    package var acknowledgement: String {
        switch self {
        case .oauthBearer: "AQ=="
        case .xoauth2: ""
        }
    }

    /// A name within a GS2 header (RFC 5801 section 4).
    private static func saslName(_ name: String) -> String {
        name.utf8.reduce(into: [UInt8]()) { bytes, byte in
            switch byte {
            case UInt8(ascii: ","): bytes += "=2C".utf8
            case UInt8(ascii: "="): bytes += "=3D".utf8
            default: bytes.append(byte)
            }
        }.text
    }
}

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
