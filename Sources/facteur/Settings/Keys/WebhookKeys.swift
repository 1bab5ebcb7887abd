import Webhooks

extension Keys.Web {
    /// How providers prove themselves, each in its own way.
    enum Webhooks {
        /// By the names of `WebhookAdapters`, in their order.
        static let secretFiles = WebhookAdapters.names.map { name in
            (provider: name, setting: secretFile(of: name))
        }

        private static func secretFile(of provider: String) -> Setting<String?> {
            Setting<String?>(
                "web.webhooks.\(provider).secretFile", .path, isSecret: true, example: .shown("\(provider)-webhook"),
                "A file that holds \(content(provider)) and nothing else.")
        }

        private static func content(_ provider: String) -> String {
            switch provider {
            case "scaleway": "the ARN of the topic in Topics and Events to which it reports"
            case "ses": "the ARN of the topic in Amazon SNS to which it reports"
            case "mailgun": "the account's HTTP webhook signing key"
            case "resend": "the webhook's signing secret, whsec_..."
            case "sendgrid": "the public key of the signed event webhook"
            default: "the webhook's token, or the user:password in its address,"
            }
        }

        static let sections =
            [
                SettingsSection(
                    "web.webhooks",
                    """
                    What the providers that deliver our mail report (POST publicUrl/w/PROVIDER). One whose secret is not set is refused.
                    """, [])
            ]
            + secretFiles.map { SettingsSection("web.webhooks.\($0.provider)", "", [$0.setting]) }
    }
}
