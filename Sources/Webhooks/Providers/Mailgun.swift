import Crypto
import Mail

/// Mailgun's webhooks (https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads). The secret is the account's
/// HTTP webhook signing key (https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks).
struct Mailgun: WebhookAdapter {
    let name = "mailgun"

    /// Mailgun tries again for eight hours.
    private static let tolerance: Duration = .seconds(12 * 60 * 60)

    private let tokens = SignedTokens(keptFor: tolerance * 2)

    /// The signature is over a token and a moment, not over the event: a token stands for the first body that it came with.
    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        let signature = try JSONValue(request.body)["signature"]
        guard let timestamp = signature["timestamp"].word, let token = signature["token"].text,
            let shown = signature["signature"].text.flatMap(Self.bytes)
        else { throw .unproven("comes without a signature") }
        guard
            HMAC<SHA256>.isValidAuthenticationCode(
                shown, authenticating: Array((timestamp + token).utf8), using: SymmetricKey(data: Array(secret.utf8)))
        else { throw .unproven("its signature is not of the key in the secret file") }
        try Freshness.check(timestamp, now: now, tolerance: Self.tolerance)
        guard tokens.admit(token, for: request.body, now: now) else {
            throw .unproven("its token was another request's")
        }
    }

    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        let event = try JSONValue(body)["event-data"]
        guard var report = report(event) else { return [] }
        report.references = MessageReferences(
            own: event["user-variables"][IdentityHeader.key], quoted: event["message"]["headers"]["message-id"])
        // The identity alone is unique within a day.
        return [ProviderEvent(of: event["id"].text, event["timestamp"].word, report: report)]
    }

    private func report(_ event: JSONValue) -> Report? {
        let recipient = event["recipient"].text
        switch event["event"].text {
        case "delivered": return Report(.delivered, to: recipient)
        case "failed": return failure(event)
        // By Mailgun, before it went anywhere.
        case "rejected": return Report(.bounced, to: recipient, words: event["reject"]["reason"].text, hint: .policy)
        case "complained": return Report(.complained, to: recipient)
        case "unsubscribed": return Report(.unsubscribed, to: recipient)
        default: return nil
        }
    }

    private func failure(_ event: JSONValue) -> Report {
        let status = event["delivery-status"]
        let isFinal = event["severity"].text == "permanent"
        let hint: BounceHint =
            switch event["reason"].text {
            // Mailgun's own lists: it was not sent again.
            case "suppress-bounce", "suppress-complaint", "suppress-unsubscribe": .policy
            default: isFinal ? .permanent : .transient
            }
        var report = Report(
            isFinal ? .bounced : .delayed, to: event["recipient"].text,
            words: status["message"].text ?? status["description"].text,
            code: status["code"].integer, enhanced: status["enhanced-code"].text, hint: hint)
        report.reporter = status["mx-host"].text
        return report
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal.utf8)
        guard digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
        return bytes.count == 32 ? bytes : nil
    }
}
