import Mail

/// How one provider speaks: how it proves that it is the one, and what its events mean.
package protocol WebhookAdapter: Sendable {
    /// The last part of the path, `/w/brevo`; and in `web.webhooks.brevo.secretFile`.
    var name: String { get }

    /// Returns where the request is the provider's, of this moment and not of another.
    ///
    /// - Parameter secret: What the provider and this installation agreed upon; which of the provider's words that is, the adapter says.
    func verify(_ request: WebhookRequest, secret: String, now: Timestamp) async throws(WebhookFault)

    /// What a verified body tells. Events that say nothing of how a message fared (opened, clicked, sent) are left out.
    func events(_ body: [UInt8]) throws(WebhookFault) -> [ProviderEvent]

    /// Does what a verified body asks for before the provider sends events at all, and says what was done; nil for one that asks for nothing.
    func answer(_ body: [UInt8]) async throws(WebhookFault) -> String?
}

extension WebhookAdapter {
    package func answer(_ body: [UInt8]) async throws(WebhookFault) -> String? { nil }
}
