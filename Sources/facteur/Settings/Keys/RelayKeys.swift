import Mail
import SMTP

extension Keys {
    /// How mail leaves.
    enum SMTP {
        /// Whether the connection to the relay is encrypted.
        enum TLS: String, Sendable, CaseIterable {
            case required, none
        }

        static let url = Setting<[RelayURL]?>(
            "smtp.url", .relays, example: .set("smtp://relay.example:587"),
            """
            smtp://host:587 with STARTTLS, smtps://host:465 with TLS from the first byte. Several, in the order of preference: \
            [smtp://relay1.example:587, smtp://relay2.example:587]
            """)
        static let weights = Setting<[Int]?>(
            "smtp.weights", .weights, example: .shown("[3, 1]"),
            """
            With several relays, each one's part of the mail; 0 is a spare, used while all before it are down. Without it the \
            first takes all the mail and the others are spares.
            """)
        static let tls = Setting<TLS>(
            "smtp.tls", .choice, default: .required, isSet: true,
            "required: encrypted, with a valid certificate. none is accepted for a relay on this machine alone.")
        static let provider = Setting<String?>(
            "smtp.provider", .provider, example: .shown("mailjet"),
            """
            The provider behind the relay, where the relay's name does not tell: mail then carries its header with the \
            message's identity, by which the webhook finds the message. Without it the header is written where \
            web.webhooks.PROVIDER.secretFile is set and smtp.url is that provider's; none writes none.
            """)
        static let caFile = Setting<String?>(
            "smtp.caFile", .path, example: .shown("/etc/facteur/relay-ca.pem"),
            "Certificates to trust instead of the system's, in PEM.")
        static let username = Setting<String?>(
            "smtp.username", .text, isSecret: true, example: .set("facteur@shop.example"),
            "The login. Leave it and the password out where the relay asks for none.")
        static let passwordFile = Setting<String?>(
            "smtp.passwordFile", .path, isSecret: true, example: .set("smtp-password"),
            """
            A file that holds the password and nothing else, read whenever a connection is opened. A name without a slash is a \
            credential of facteur.service: a copy that systemd makes at the start.
            """)
        static let tokenFile = Setting<String?>(
            "smtp.tokenFile", .path, isSecret: true, example: .shown("/run/facteur/smtp-token"),
            """
            Instead of the password: a file with an access token that another program renews, read whenever a connection is \
            opened.
            """)
        static let oauth = OAuthKeys("smtp.oauth", scope: "https://outlook.office365.com/.default")
        static let connections = Setting(
            "smtp.connections", .integer(1...1_000, of: "connections"),
            default: RelaySettings.Standard.connections, isSet: true,
            "Connections to each relay, at most.")
        static let reservedForTransactional = Setting(
            "smtp.reservedForTransactional", .integer(0...100, of: "connections"), default: 2,
            "Those of the connections that a newsletter never takes, so that a reset link never waits behind it; 0: none."
        )
        static let messagesPerConnection = Setting(
            "smtp.messagesPerConnection", .integer(1...100_000, of: "messages"),
            default: RelaySettings.Standard.messagesPerConnection,
            "After so many messages a connection is closed, and another one opened.")
        static let connectionAge = Setting(
            "smtp.connectionAge", .duration(.seconds(1) ... .days(1)),
            default: RelaySettings.Standard.connectionAge,
            "At this age a connection is closed, and another one opened.")
        static let repliesFile = Setting<String?>(
            "smtp.repliesFile", .path, example: .shown("/etc/facteur/replies.yaml"),
            """
            What servers' replies mean: a changed copy of share/facteur/replies.yaml. Without it the table that ships. Read \
            again at `systemctl reload facteur`.
            """)

        /// How long the relay may take for each step (RFC 5321 section 4.5.3.2).
        enum Timeouts {
            static let connect = timeout("connect", \.connect, "Finding its name, and the connection.")
            static let greeting = timeout("greeting", \.greeting, "Greeting, TLS and login together.")
            static let mail = timeout("mail", \.mail, "The reply to MAIL.")
            static let rcpt = timeout("rcpt", \.rcpt, "The reply to RCPT.")
            static let data = timeout("data", \.data, "The reply to DATA.")
            static let block = timeout("block", \.block, "Taking in a piece of the message.")
            static let dot = timeout(
                "dot", \.dot, "The reply to the final dot; too short, and mail is sent twice.")

            private static func timeout(
                _ name: String, _ step: KeyPath<SMTPTimeouts, Duration>, _ meaning: String
            ) -> Setting<Duration> {
                Setting(
                    "smtp.timeouts.\(name)", .duration(.milliseconds(100) ... .hours(1)),
                    default: SMTPTimeouts()[keyPath: step], meaning)
            }
        }

        static let sections =
            [
                SettingsSection(
                    "smtp", "The SMTP server that takes the mail and delivers it to the world.",
                    [
                        url, weights, provider, tls, caFile, username, passwordFile, tokenFile, connections,
                        reservedForTransactional,
                        messagesPerConnection, connectionAge, repliesFile,
                    ]),
                oauth.settingsSection,
            ] + Relays.sections + [
                SettingsSection(
                    "smtp.timeouts",
                    "How long the relay may take for each step (RFC 5321 section 4.5.3.2). A dot that is too short sends mail "
                        + "twice.",
                    [
                        Timeouts.connect, Timeouts.greeting, Timeouts.mail, Timeouts.rcpt, Timeouts.data,
                        Timeouts.block,
                        Timeouts.dot,
                    ], isListed: true)
            ]
    }

    /// How long a lane tries a recipient that is deferred: the operator's word, which goes before `kind.yaml`.
    enum Retry {
        static let transactionalDelays = delays("transactional", example: "[5s, 15s, 45s, 2m, 5m]")
        static let transactionalGiveUpAfter = giveUpAfter("transactional", example: "2h")
        static let bulkDelays = delays("bulk", example: "[1m, 5m, 15m, 30m, 1h, 3h]")
        static let bulkGiveUpAfter = giveUpAfter("bulk", example: "4d")

        private static func delays(_ lane: String, example: String) -> Setting<[Duration]?> {
            Setting(
                "retry.\(lane).delays", .durations, example: .shown(example),
                """
                Waits before the second, third, ... attempt; the last one repeats. They go before what a kind of reply would \
                wait at least, five minutes for a greylist for one.
                """)
        }

        private static func giveUpAfter(_ lane: String, example: String) -> Setting<Duration?> {
            Setting(
                "retry.\(lane).giveUpAfter", .duration(.seconds(1) ... .days(30)), example: .shown(example),
                "When a message that is still deferred has failed.")
        }

        static let sections = [
            SettingsSection(
                "retry",
                """
                How long a lane tries a recipient that is deferred. What is not set is each kind's own (kind.yaml), and \
                should stay so: a reset link and a welcome do not wait equally long.
                """, []),
            SettingsSection("retry.transactional", "", [transactionalDelays, transactionalGiveUpAfter]),
            SettingsSection("retry.bulk", "", [bulkDelays, bulkGiveUpAfter], isListed: true),
        ]
    }
}
