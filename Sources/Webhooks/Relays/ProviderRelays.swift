/// Whose relay an SMTP server is: a provider's, by the server's name. A provider with new names is a line here.
package enum ProviderRelays {
    /// The names that each gives to those who send by SMTP, as its documentation has them. What stands before a domain may be anything, and
    /// a `*` is one label: in Amazon's, a region.
    private static let names: [(provider: String, hosts: [String])] = [
        // https://developers.brevo.com/docs/smtp-integration
        ("brevo", ["brevo.com", "sendinblue.com"]),
        // https://dev.mailjet.com/smtp-relay/configuration/
        ("mailjet", ["mailjet.com"]),
        // https://www.scaleway.com/en/docs/transactional-email/reference-content/smtp-configuration/
        ("scaleway", ["tem.scaleway.com", "tem.scw.cloud"]),
        // https://docs.aws.amazon.com/general/latest/gr/ses.html; other names of its domain are its customers' machines
        (
            "ses",
            [
                "email-smtp.*.amazonaws.com", "email-smtp-fips.*.amazonaws.com", "email-smtp.*.amazonaws.com.cn",
                "email-smtp.*.api.aws",
            ]
        ),
        // https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-smtp
        ("mailgun", ["mailgun.org"]),
        // https://postmarkapp.com/developer/user-guide/send-email-with-smtp
        ("postmark", ["postmarkapp.com"]),
        // https://resend.com/docs/send-with-smtp
        ("resend", ["resend.com"]),
        // https://www.twilio.com/docs/sendgrid/for-developers/sending-email/integrating-with-the-smtp-api
        ("sendgrid", ["sendgrid.net"]),
    ]

    /// The provider, by its name among `WebhookAdapters`; nil where it is none that is known.
    package static func provider(of host: String) -> String? {
        let labels = self.labels(host)
        return names.first { $0.hosts.contains { isEnd(labels, self.labels($0)) } }?.provider
    }

    /// In lower case, without the dot that may end a whole name.
    private static func labels(_ host: String) -> [Substring] {
        (host.hasSuffix(".") ? host.dropLast() : host[...]).lowercased().split(
            separator: ".", omittingEmptySubsequences: false
        )
    }

    private static func isEnd(_ labels: [Substring], _ end: [Substring]) -> Bool {
        labels.count >= end.count && zip(labels.suffix(end.count), end).allSatisfy { $1 == "*" || $0 == $1 }
    }
}
