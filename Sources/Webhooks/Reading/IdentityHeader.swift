import Mail

/// By which header a message's identity goes out to a provider so that it comes back with the provider's events: most of them give a
/// message an identity of their own, and some put their own Message-ID in the place of ours.
/// Which relay is which provider's, `ProviderRelays` knows. Nothing secret stands in it.
package struct IdentityHeader: Sendable, Hashable {
    /// What the identity is called among the provider's variables, tags or metadata: letters and a hyphen alone, since tags allow no more, and
    /// no longer than the 20 characters that Postmark allows.
    package static let key = "facteur-id"

    package let provider: String
    package let field: IdentityField

    private init(_ provider: String, _ name: String, before: String = "", behind: String = "") {
        self.provider = provider
        field = IdentityField(name: name, before: before, behind: behind)
    }

    /// Its field; nil for a provider that has none, or is not known.
    package static func field(of provider: String) -> IdentityField? { all.first { $0.provider == provider }?.field }

    /// In the order of `WebhookAdapters`. Scaleway and Resend have none: the one returns all of a message's headers, ours with our
    /// Message-ID among them; the other takes tags in its API alone.
    package static let all = [
        // https://developers.brevo.com/docs/transactional-webhooks
        IdentityHeader("brevo", "X-Mailin-custom"),
        // https://dev.mailjet.com/smtp-relay/custom-headers/
        IdentityHeader("mailjet", "X-MJ-CustomID"),
        // https://docs.aws.amazon.com/ses/latest/dg/event-publishing-send-email.html; it needs a configuration set
        IdentityHeader("ses", "X-SES-MESSAGE-TAGS", before: "\(key)="),
        // https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-smtp
        IdentityHeader("mailgun", "X-Mailgun-Variables", before: "{\"\(key)\":\"", behind: "\"}"),
        // https://postmarkapp.com/support/article/1125-custom-metadata-faq
        IdentityHeader("postmark", "X-PM-Metadata-\(key)"),
        // https://www.twilio.com/docs/sendgrid/for-developers/sending-email/unique-arguments
        IdentityHeader("sendgrid", "X-SMTPAPI", before: "{\"unique_args\":{\"\(key)\":\"", behind: "\"}}"),
    ]
}
