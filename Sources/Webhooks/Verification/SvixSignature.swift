import Crypto
import Mail

/// The signature of Svix, which is that of Standard Webhooks under other names of headers
/// (https://docs.svix.com/receiving/verifying-payloads/how-manual).
enum SvixSignature {
    /// Each try is signed anew.
    private static let tolerance: Duration = .seconds(5 * 60)

    /// - Parameter secret: `whsec_` and the key in base64.
    static func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        guard let id = request.header("svix-id"), let timestamp = request.header("svix-timestamp"),
            let signatures = request.header("svix-signature")
        else { throw .unproven("comes without a signature") }
        let prefix = "whsec_"
        guard let key = Base64Text.decoded(secret.hasPrefix(prefix) ? secret.dropFirst(prefix.count) : secret[...]),
            !key.isEmpty
        else { throw .unproven("cannot be looked at: the secret file does not hold whsec_ and a key in base64") }
        let signed = Array("\(id).\(timestamp).".utf8) + request.body
        // Several while a secret is being changed, each behind its version.
        let isSigned = signatures.split(separator: " ").prefix(10).contains { signature in
            guard signature.hasPrefix("v1,"), let code = Base64Text.decoded(signature.dropFirst(3)) else {
                return false
            }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: signed, using: SymmetricKey(data: key))
        }
        guard isSigned else { throw .unproven("its signature is not of the key in the secret file") }
        try Freshness.check(timestamp, now: now, tolerance: tolerance)
    }
}
