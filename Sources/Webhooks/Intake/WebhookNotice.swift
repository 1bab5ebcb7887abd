import Mail

/// What an operator is told of a provider's requests.
package enum WebhookNotice: Sendable, Hashable {
    case taken(Report, ReportEffect)
    case refused(WebhookFault)
    /// Its secret is not set, or it is unknown.
    case unset
    /// What a provider asked for before it sends anything, and what was done.
    case answered(String)
}
