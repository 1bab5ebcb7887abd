import Webhooks

extension Keys {
    /// Who is told what became of messages.
    enum Events {
        static let url = Setting<String?>(
            "events.webhooks.<name>.url", .link, example: .shown("https://shop.example/facteur-events"),
            "Where events are posted. Redirects are not followed.")
        static let secretFile = Setting<String?>(
            "events.webhooks.<name>.secretFile", .path, isSecret: true, example: .shown("events-secret"),
            """
            A file that holds the secret with which events are signed, and nothing else: whsec_ and 24 to 64 bytes in base64, as \
            `echo whsec_$(openssl rand -base64 32)` makes one. Two with a space between while one takes the other's place.
            """)
        static let kinds = Setting<[String]?>(
            "events.webhooks.<name>.kinds", .kinds, example: .shown("[order-confirmed, order-shipped]"),
            "Only events of messages of these kinds; without it of all.")
        static let allowPrivate = Setting(
            "events.webhooks.<name>.allowPrivate", .flag, default: false,
            """
            Whether events may go to private networks and to this machine. Without it the address that is connected to must be public, \
            whatever its name says.
            """)

        /// The keys that every endpoint has.
        static let all: [any SettingDefinition] = [url, secretFile, kinds, allowPrivate]

        static let sections = [
            SettingsSection("events", "", []),
            SettingsSection(
                "events.webhooks",
                """
                Endpoints, each under a name, that are told what becomes of messages, signed as Standard Webhooks has it: at least once, \
                the events of one message in their order. A variable has the name in front of each value: FACTEUR_EVENTS_WEBHOOKS_URL is \
                shop=https://shop.example/facteur-events.
                """, []),
            SettingsSection("events.webhooks.<name>", "", all),
        ]
    }
}
