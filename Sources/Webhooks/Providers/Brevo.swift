import Mail

/// Brevo's transactional webhooks (https://developers.brevo.com/docs/transactional-webhooks). They are not signed: the login that the
/// webhook was made with is the proof (https://developers.brevo.com/docs/secured-webhooks).
struct Brevo: WebhookAdapter {
    let name = "brevo"

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        try SharedSecret.verify(request, secret: secret)
    }

    /// One event, or a list of them where they are batched.
    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        try JSONValue(body).elements.compactMap { event in
            guard var report = report(event) else { return nil }
            report.references = MessageReferences(own: event["X-Mailin-custom"], quoted: event["message-id"])
            // `id` is the webhook's own.
            return ProviderEvent(
                of: event["event"].text, event["message-id"].text, event["email"].text,
                event["ts_epoch"].word ?? event["ts_event"].word ?? event["date"].text, report: report)
        }
    }

    private func report(_ event: JSONValue) -> Report? {
        let recipient = event["email"].text
        let reason = event["reason"].text
        switch event["event"].text {
        case "delivered": return Report(.delivered, to: recipient)
        case "hard_bounce": return Report(.bounced, to: recipient, words: reason, hint: .permanent)
        case "invalid_email": return Report(.bounced, to: recipient, words: reason, hint: .unknownMailbox)
        // Brevo's own list of those to whom it sends nothing; or it failed itself.
        case "blocked", "error": return Report(.bounced, to: recipient, words: reason, hint: .policy)
        case "soft_bounce", "deferred": return Report(.delayed, to: recipient, words: reason, hint: .transient)
        case "spam": return Report(.complained, to: recipient)
        case "unsubscribed": return Report(.unsubscribed, to: recipient)
        default: return nil
        }
    }
}
