import Crypto
import FoundationEssentials
import Mail

/// Signs what is told to an endpoint, as Standard Webhooks has it (https://www.standardwebhooks.com, "Signature scheme"): HMAC-SHA256 over
/// `id.timestamp.body`.
package struct WebhookSigner: Sendable {
    private let keys: [SymmetricKey]

    /// The bytes that a key may have.
    private static let lengths = 24...64
    private static let prefix = "whsec_"

    /// What a secret file has to hold, to follow "allowed:".
    package static let allowed =
        "whsec_ and \(lengths.lowerBound) to \(lengths.upperBound) bytes in base64; two with a space between while one takes the other's place"

    /// - Parameter secret: `whsec_` and the key in base64; several while a key is being changed. nil: there is none, or one that is not
    ///   allowed.
    package init?(secret: String) {
        let words = secret.split(separator: " ")
        keys = words.compactMap { word in
            guard word.hasPrefix(Self.prefix), let key = Base64Text.decoded(word.dropFirst(Self.prefix.count)),
                Self.lengths.contains(key.count)
            else { return nil }
            return SymmetricKey(data: key)
        }
        guard !keys.isEmpty, keys.count == words.count else { return nil }
    }

    /// The value of `webhook-signature`: a signature of each key, `v1,...`.
    ///
    /// - Parameter timestamp: In seconds since 1970, the value of `webhook-timestamp`.
    package func signature(id: String, timestamp: Int64, body: String) -> String {
        let signed = Array("\(id).\(timestamp).\(body)".utf8)
        return keys.map { key in
            let code = Array(HMAC<SHA256>.authenticationCode(for: signed, using: key))
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }

    /// The header lines that prove an event.
    func headers(_ event: OutgoingEvent, at timestamp: Int64) -> [String] {
        [
            "webhook-id: \(event.id)", "webhook-timestamp: \(timestamp)",
            "webhook-signature: \(signature(id: event.id, timestamp: timestamp, body: event.body))",
        ]
    }
}
