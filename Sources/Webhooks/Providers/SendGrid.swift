import Crypto
import Mail

/// SendGrid's event webhook (https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event). The secret file holds no secret
/// but the public key of its signatures
/// (https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features).
struct SendGrid: WebhookAdapter {
    let name = "sendgrid"

    /// SendGrid tries again for a day; the same event again changes nothing.
    private static let tolerance: Duration = .seconds(25 * 60 * 60)

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        guard let timestamp = request.header("X-Twilio-Email-Event-Webhook-Timestamp"),
            let shown = request.header("X-Twilio-Email-Event-Webhook-Signature").flatMap(Base64Text.decoded)
        else { throw .unproven("comes without a signature") }
        // SubjectPublicKeyInfo (RFC 5480) in base64.
        guard let bytes = Base64Text.decoded(secret), let key = try? P256.Signing.PublicKey(derRepresentation: bytes)
        else { throw .unproven("cannot be looked at: the secret file does not hold SendGrid's public key in base64") }
        guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: shown),
            key.isValidSignature(signature, for: Array(timestamp.utf8) + request.body)
        else { throw .unproven("its signature is not of the key in the secret file") }
        try Freshness.check(timestamp, now: now, tolerance: Self.tolerance)
    }

    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        try JSONValue(body).elements.compactMap { event in
            guard var report = report(event) else { return nil }
            // Unique arguments stand beside the event's own fields.
            report.references = MessageReferences(own: event[IdentityHeader.key], quoted: event["smtp-id"])
            return ProviderEvent(of: event["sg_event_id"].text, event["event"].text, report: report)
        }
    }

    private func report(_ event: JSONValue) -> Report? {
        let recipient = event["email"].text
        func refusal(_ kind: Report.Event, _ hint: BounceHint) -> Report {
            Report(
                kind, to: recipient, words: event["reason"].text ?? event["response"].text,
                enhanced: event["status"].text, hint: hint)
        }
        switch event["event"].text {
        case "delivered": return Report(.delivered, to: recipient)
        case "deferred": return refusal(.delayed, .transient)
        case "bounce":
            let isPolicy = event["type"].text == "blocked"
            let isUnknown = event["bounce_classification"].text == "Invalid Address"
            return refusal(.bounced, isPolicy ? .policy : isUnknown ? .unknownMailbox : .permanent)
        // SendGrid's own lists: it was not sent.
        case "dropped": return refusal(.bounced, .policy)
        case "spamreport": return Report(.complained, to: recipient)
        case "unsubscribe", "group_unsubscribe": return Report(.unsubscribed, to: recipient)
        default: return nil
        }
    }
}
