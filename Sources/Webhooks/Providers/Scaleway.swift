import Mail

/// Scaleway Transactional Email's events, as they come through a topic of its Topics and Events
/// (https://www.scaleway.com/en/docs/transactional-email/reference-content/webhook-events-payloads/). The secret is the topic's ARN: what
/// another topic sends may be signed as well, but is another customer's.
struct Scaleway: WebhookAdapter {
    let name = "scaleway"

    private let topic: Topic

    init(_ client: any HTTPSClient) { topic = Topic(client, service: .scaleway) }

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) async throws(WebhookFault) {
        try await topic.verify(request, topic: secret, now: now)
    }

    func answer(_ body: [UInt8]) async throws(WebhookFault) -> String? { try await topic.confirm(body) }

    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        guard let notification = try TopicMessage(body).notification else { return [] }
        let event = try JSONValue(notification.utf8)
        guard var report = report(event) else { return [] }
        report.references.search(headers: event["email_headers"], name: "key")
        return [ProviderEvent(of: event["id"].text, event["type"].text, report: report)]
    }

    private func report(_ event: JSONValue) -> Report? {
        switch event["type"].text {
        case "email_delivered": Report(.delivered, to: event["email_to"].text)
        case "email_deferred": refusal(.delayed, event, .transient)
        case "email_dropped": refusal(.bounced, event, .permanent)
        case "email_mailbox_not_found": refusal(.bounced, event, .unknownMailbox)
        // Scaleway's own list of those to whom it sends nothing.
        case "email_blocklisted": refusal(.bounced, event, .policy)
        // By a filter or by the reader, the documentation does not say which; a reader would have had it, and the answer of a filter comes
        // with the code of a refusal.
        case "email_spam":
            event["email_response_code"].integer.map { $0 >= 400 } ?? false
                ? refusal(.bounced, event, .policy) : Report(.complained, to: event["email_to"].text)
        default: nil
        }
    }

    private func refusal(_ kind: Report.Event, _ event: JSONValue, _ hint: BounceHint) -> Report {
        Report(
            kind, to: event["email_to"].text,
            words: event["email_response_message"].text ?? event["blocklist_reason"].text,
            code: event["email_response_code"].integer, hint: hint)
    }
}
