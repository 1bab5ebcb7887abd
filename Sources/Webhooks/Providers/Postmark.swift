import Mail

/// Postmark's webhooks: bounces, complaints, deliveries and changed subscriptions
/// (https://postmarkapp.com/developer/webhooks/webhooks-overview). They are not signed: the proof is the login in the webhook's address, or
/// an `Authorization` among its own headers.
struct Postmark: WebhookAdapter {
    let name = "postmark"

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) throws(WebhookFault) {
        try SharedSecret.verify(request, secret: secret)
    }

    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        let event = try JSONValue(body)
        guard var report = report(event) else { return [] }
        // The bounced letter, where it is kept, has our own Message-ID.
        report.references = MessageReferences(
            own: event["Metadata"][IdentityHeader.key], quoted: event["Content"])
        let moment = event["BouncedAt"].text ?? event["DeliveredAt"].text ?? event["ChangedAt"].text
        return [
            ProviderEvent(
                of: event["RecordType"].text, event["ID"].word ?? event["MessageID"].text, report.recipient, moment,
                report: report)
        ]
    }

    private func report(_ event: JSONValue) -> Report? {
        switch event["RecordType"].text {
        case "Bounce": bounce(event)
        case "SpamComplaint": Report(.complained, to: event["Email"].text)
        case "Delivery": Report(.delivered, to: event["Recipient"].text)
        case "SubscriptionChange": change(event)
        default: nil
        }
    }

    /// By the types of https://postmarkapp.com/developer/api/bounce-api#bounce-types.
    private func bounce(_ event: JSONValue) -> Report? {
        let recipient = event["Email"].text
        func refusal(_ kind: Report.Event, _ hint: BounceHint) -> Report {
            Report(kind, to: recipient, words: event["Details"].text, hint: hint)
        }
        switch event["Type"].text {
        case "HardBounce": return refusal(.bounced, .permanent)
        case "BadEmailAddress": return refusal(.bounced, .unknownMailbox)
        case "Transient", "SoftBounce", "DnsError": return refusal(.delayed, .transient)
        case "Blocked", "DMARCPolicy", "SpamNotification", "VirusNotification", "ManuallyDeactivated", "SMTPApiError",
            "TemplateRenderingFailed":
            return refusal(.bounced, .policy)
        case "SpamComplaint": return Report(.complained, to: recipient)
        case "Unsubscribe": return Report(.unsubscribed, to: recipient)
        case "AutoResponder", "ChallengeVerification", "AddressChange": return Report(.replied, to: recipient)
        // `Subscribe`, `OpenRelayTest`, `InboundError`, `Unknown`: nothing that became of a letter of ours.
        default: return nil
        }
    }

    /// A person's word alone: what a bounce or a complaint does to Postmark's own list, Postmark tells as such.
    private func change(_ event: JSONValue) -> Report? {
        guard event["SuppressSending"].isTrue, event["SuppressionReason"].text == "ManualSuppression",
            event["Origin"].text == "Recipient"
        else { return nil }
        return Report(.unsubscribed, to: event["Recipient"].text)
    }
}
