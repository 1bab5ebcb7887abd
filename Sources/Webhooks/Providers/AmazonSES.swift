import Mail

/// Amazon SES through a topic of Amazon SNS: the events of a configuration set
/// (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html) or the notifications of an identity
/// (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html). The secret is the topic's ARN: what another topic sends is
/// signed as well, but is another customer's.
struct AmazonSES: WebhookAdapter {
    let name = "ses"

    private let topic: Topic

    init(_ client: any HTTPSClient) { topic = Topic(client, service: .amazon) }

    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) async throws(WebhookFault) {
        try await topic.verify(request, topic: secret, now: now)
    }

    func answer(_ body: [UInt8]) async throws(WebhookFault) -> String? { try await topic.confirm(body) }

    /// An event for each recipient that it names.
    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent] {
        let message = try TopicMessage(body)
        // What SES writes into a topic to try it out is a sentence.
        guard let notification = message.notification, let event = try? JSONValue(notification.utf8) else { return [] }
        let references = references(event["mail"])
        return reports(event).map { report in
            var report = report
            report.references = references
            return ProviderEvent(of: message.id, report.recipient, report: report)
        }
    }

    private func reports(_ event: JSONValue) -> [Report] {
        switch (event["eventType"].text ?? event["notificationType"].text) {
        case "Bounce": SESBounce.reports(event["bounce"])
        case "DeliveryDelay": SESBounce.delays(event["deliveryDelay"])
        case "Delivery":
            event["delivery"]["recipients"].elements(or: event["mail"]["destination"])
                .map { Report(.delivered, to: $0.text) }
        case "Complaint": complaints(event["complaint"])
        // SES itself would not send it: a virus; or a template of its own that failed.
        case "Reject":
            event["mail"]["destination"].elements.map {
                Report(.bounced, to: $0.text, words: event["reject"]["reason"].text, hint: .policy)
            }
        case "Subscription":
            event["subscription"]["newTopicPreferences"]["unsubscribeAll"].isTrue
                ? event["mail"]["destination"].elements.map { Report(.unsubscribed, to: $0.text) } : []
        default: []
        }
    }

    /// Of a complaint that names several it is not said who complained; one of ours has one recipient.
    private func complaints(_ complaint: JSONValue) -> [Report] {
        // `not-spam` takes a complaint back, and is none.
        guard complaint["complaintFeedbackType"].text != "not-spam",
            // Told of an address that is on SES's own list already; the letter was not sent.
            complaint["complaintSubType"].text != "OnAccountSuppressionList"
        else { return [] }
        return complaint["complainedRecipients"].elements.map { Report(.complained, to: $0["emailAddress"].text) }
    }

    private func references(_ mail: JSONValue) -> MessageReferences {
        // SES goes on under a Message-ID of its own; this one is what it was given.
        var references = MessageReferences(own: .null, quoted: mail["commonHeaders"]["messageId"])
        for tag in mail["tags"][IdentityHeader.key].elements { references.add(own: tag) }
        references.search(headers: mail["headers"])
        return references
    }
}

extension JSONValue {
    /// The elements, or those of another value where there are none.
    fileprivate func elements(or other: JSONValue) -> [JSONValue] { elements.isEmpty ? other.elements : elements }
}
