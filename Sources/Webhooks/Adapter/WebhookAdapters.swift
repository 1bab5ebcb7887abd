/// The table of the providers that are understood. A further one is a file in `Providers` and a line here.
package enum WebhookAdapters {
    /// In the order of the settings.
    package static let names = [
        "brevo", "mailjet", "scaleway", "ses", "mailgun", "postmark", "resend", "sendgrid",
    ]

    /// - Parameter client: By which those who sign with a certificate have it read.
    package static func all(_ client: any HTTPSClient) -> [any WebhookAdapter] {
        [
            Brevo(), Mailjet(), Scaleway(client), AmazonSES(client), Mailgun(), Postmark(), Resend(), SendGrid(),
        ]
    }
}
