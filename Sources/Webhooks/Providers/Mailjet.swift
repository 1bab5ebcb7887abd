import Mail

/// Mailjet's event API (https://dev.mailjet.com/email/guides/webhooks/). It signs nothing: the login stands in the webhook's address.
struct Mailjet: WebhookAdapter {
    let name = "mailjet"

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        try SharedSecret.verify(request, secret: secret)
    }

    /// One event, or a list of them where they are grouped.
    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        try JSONValue(body).elements.compactMap { event in
            guard var report = report(event) else { return nil }
            report.references = MessageReferences(own: event["CustomID"])
            return ProviderEvent(
                of: event["event"].text, event["MessageID"].word, event["email"].text, event["time"].word,
                report: report)
        }
    }

    private func report(_ event: JSONValue) -> Report? {
        let recipient = event["email"].text
        switch event["event"].text {
        // Taken by the recipient's server; what Mailjet has itself taken it tells nobody.
        case "sent": return Report(.delivered, to: recipient)
        case "bounce": return bounce(event)
        // By Mailjet, before it went anywhere.
        case "blocked": return Report(.bounced, to: recipient, words: words(event), hint: .policy)
        case "spam": return Report(.complained, to: recipient)
        case "unsub": return Report(.unsubscribed, to: recipient)
        default: return nil
        }
    }

    private func bounce(_ event: JSONValue) -> Report {
        let recipient = event["email"].text
        guard event["hard_bounce"].isTrue else {
            return Report(.delayed, to: recipient, words: words(event), hint: .transient)
        }
        let hint: BounceHint =
            switch (event["error_related_to"].text, event["error"].text) {
            case ("recipient", "user unknown"), ("recipient", "mailbox inactive"): .unknownMailbox
            case ("recipient", _), ("domain", _): .permanent
            // `content`, `spam`, `system`, `mailjet`: nothing that the mailbox could help.
            default: .policy
            }
        return Report(.bounced, to: recipient, words: words(event), hint: hint)
    }

    /// What the server said stands behind the class that Mailjet puts it in.
    private func words(_ event: JSONValue) -> String? {
        event["comment"].text ?? event["error"].text
    }
}
