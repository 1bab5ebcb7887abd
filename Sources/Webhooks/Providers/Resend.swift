import Mail

/// Resend's webhooks (https://resend.com/docs/webhooks/introduction), signed as Svix does. The secret is the webhook's own, `whsec_...`.
struct Resend: WebhookAdapter {
    let name = "resend"

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        try SvixSignature.verify(request, secret: secret, now: now)
    }

    /// Each event is of one recipient (https://resend.com/changelog/webhook-event-visibility).
    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        let event = try JSONValue(body)
        let data = event["data"]
        guard var report = report(event["type"].text, data) else { return [] }
        report.references = references(data)
        return [
            ProviderEvent(
                of: event["type"].text, data["email_id"].text, report.recipient, event["created_at"].text,
                report: report)
        ]
    }

    private func report(_ type: String?, _ data: JSONValue) -> Report? {
        let recipient = data["to"].elements.first?.text
        switch type {
        case "email.delivered": return Report(.delivered, to: recipient)
        case "email.bounced": return bounce(data["bounce"], to: recipient)
        case "email.delivery_delayed": return Report(.delayed, to: recipient, words: nil, hint: .transient)
        // By Resend, before it went anywhere.
        case "email.failed":
            return Report(.bounced, to: recipient, words: data["failed"]["reason"].text, hint: .policy)
        case "email.suppressed":
            return Report(.bounced, to: recipient, words: data["suppressed"]["message"].text, hint: .policy)
        case "email.complained": return Report(.complained, to: recipient)
        default: return nil
        }
    }

    /// `message` is a sentence of Resend's, which speaks of hard bounces in general and must not be read as the server's words.
    private func bounce(_ bounce: JSONValue, to recipient: String?) -> Report {
        let hint: BounceHint =
            switch (bounce["type"].text, bounce["subType"].text) {
            case (_, "Suppressed"), (_, "OnAccountSuppressionList"): .policy
            case ("Permanent", "NoEmail"): .unknownMailbox
            case ("Permanent", _): .permanent
            case ("Transient", "ContentRejected"), ("Transient", "AttachmentRejected"),
                ("Transient", "MessageTooLarge"):
                .policy
            // Told when it was given up.
            case ("Transient", _): .transient
            default: .permanent
            }
        return Report(.bounced, to: recipient, words: bounce["diagnosticCode"].elements.first?.text, hint: hint)
    }

    private func references(_ data: JSONValue) -> MessageReferences {
        var references = MessageReferences(own: data["tags"][IdentityHeader.key], quoted: data["message_id"])
        references.search(headers: data["headers"])
        return references
    }
}
