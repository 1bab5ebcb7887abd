/// A login that the provider sends along with each request, as it was told to: for those that sign nothing.
///
/// The secret is either a token, which comes as `Authorization: Bearer TOKEN` (RFC 6750 section 2.1), or `user:password`, which stands in
/// the webhook's address, `https://user:password@lettre.shop.example/w/brevo`, and comes as `Authorization: Basic` (RFC 7617).
enum SharedSecret {
    static func verify(_ request: WebhookRequest, secret: String) throws(WebhookFault) {
        guard let value = request.header("Authorization") else { throw .unproven("comes without Authorization") }
        let words = value.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { throw .unproven("its Authorization is none of ours") }
        let shown: [UInt8]?
        switch words[0].lowercased() {
        case "bearer": shown = Array(words[1].utf8)
        case "basic": shown = Base64Text.decoded(words[1])
        default: shown = nil
        }
        guard let shown, ConstantTime.isEqual(shown, secret.utf8) else {
            throw .unproven("its Authorization is not what the secret file says")
        }
    }
}
