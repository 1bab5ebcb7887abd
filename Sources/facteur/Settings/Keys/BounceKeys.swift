import Mail

extension Keys {
    /// What comes back, and the mailbox to which it comes.
    enum Bounce {
        static let adminListen = Setting<ListenAddress?>(
            "bounce.adminListen", .listen, example: .shown("127.0.0.1:9027"),
            """
            Where facteur bounce --watch answers /healthz, /readyz and /metrics: a loopback port of its own, since it asks for no login. \
            Without it nowhere.
            """)
        static let url = Setting<MailboxURL?>(
            "bounce.imap.url", .mailbox, example: .shown("imaps://imap.shop.example:993"),
            "imaps://host:993 with TLS from the first byte, imap://host:143 with STARTTLS.")
        static let tls = Setting<Keys.SMTP.TLS>(
            "bounce.imap.tls", .choice, default: .required,
            "required: encrypted, with a valid certificate. none is accepted for a server on this machine alone.")
        static let caFile = Setting<String?>(
            "bounce.imap.caFile", .path, example: .shown("/etc/facteur/imap-ca.pem"),
            "Certificates to trust instead of the system's, in PEM.")
        static let username = Setting<String?>(
            "bounce.imap.username", .text, isSecret: true, example: .shown("retours@shop.example"), "The login.")
        static let passwordFile = Setting<String?>(
            "bounce.imap.passwordFile", .path, isSecret: true, example: .shown("/etc/facteur/imap-password"),
            "A file that holds the password and nothing else, read whenever a connection is opened.")
        static let folder = Setting(
            "bounce.imap.folder", .text, default: "INBOX",
            "The folder that is read. All mail in it is handled, and moved.")
        static let handledFolder = Setting(
            "bounce.imap.handledFolder", .text, default: "Handled",
            "Where a mail goes once it is handled; made where it is missing. Nothing is deleted: empty it now and then."
        )
        static let oauth = OAuthKeys("bounce.imap.oauth", scope: "https://outlook.office365.com/.default")

        static let sections = [
            SettingsSection(
                "bounce", "What comes back by mail.", [adminListen]),
            SettingsSection(
                "bounce.imap",
                "The mailbox to which bounces and complaints come, for `facteur bounce --imap`; not needed with a pipe or a Maildir.",
                [url, tls, caFile, username, passwordFile, folder, handledFolder]),
            oauth.settingsSection,
        ]
    }
}
