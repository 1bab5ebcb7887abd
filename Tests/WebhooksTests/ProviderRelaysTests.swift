import Testing

@testable import Webhooks

@Suite("Whose relay a server is")
struct ProviderRelaysTests {
    @Test(
        "A provider's own names are its relays, and no others are",
        arguments: [
            ("smtp-relay.brevo.com", "brevo"), ("smtp-relay.sendinblue.com", "brevo"),
            ("in-v3.mailjet.com", "mailjet"), ("IN-V3.Mailjet.COM.", "mailjet"), ("smtp.tem.scaleway.com", "scaleway"),
            ("smtp.tem.scw.cloud", "scaleway"), ("email-smtp.eu-west-3.amazonaws.com", "ses"),
            ("email-smtp-fips.us-east-1.amazonaws.com", "ses"), ("smtp.mailgun.org", "mailgun"),
            ("smtp.eu.mailgun.org", "mailgun"), ("smtp.postmarkapp.com", "postmark"),
            ("smtp-broadcasts.postmarkapp.com", "postmark"), ("smtp.resend.com", "resend"),
            ("smtp.sendgrid.net", "sendgrid"), ("smtp.eu.sendgrid.net", "sendgrid"),
            ("ec2-1-2-3-4.eu-west-3.compute.amazonaws.com", nil), ("email-smtp.amazonaws.com", nil),
            ("notmailgun.org", nil), ("mailgun.org.evil.example", nil), ("relay.shop.example", nil), ("127.0.0.1", nil),
            ("", nil), (".", nil), ("org", nil),
        ] as [(String, String?)])
    func table(host: String, provider: String?) { #expect(ProviderRelays.provider(of: host) == provider) }

    @Test("Each provider that is known has its relays")
    func complete() {
        for host in [
            "smtp-relay.brevo.com", "in-v3.mailjet.com", "smtp.tem.scw.cloud", "email-smtp.eu-west-3.amazonaws.com",
            "smtp.mailgun.org", "smtp.postmarkapp.com", "smtp.resend.com", "smtp.sendgrid.net",
        ] { #expect(ProviderRelays.provider(of: host).map(WebhookAdapters.names.contains) == true) }
    }
}
