extension Keys.SMTP {
    /// Several relays, each under a name that the operator chooses.
    enum Relays {
        static let url = Setting<[RelayURL]?>(
            "smtp.relays.<name>.url", .relays, example: .shown("smtps://smtp.tem.scaleway.com:465"),
            "As smtp.url; of several each stands in for those before it.")
        static let serves = Setting<[String]?>(
            "smtp.relays.<name>.serves", .services, example: .shown("[bulk]"),
            """
            The lanes (transactional, bulk) and kinds that go by this relay, and by no other one but those that name the same: a kind goes \
            before its lane. Without it the relay serves all that no other one names.
            """)
        static let weight = Setting(
            "smtp.relays.<name>.weight", .integer(0...1_000, of: "parts"), default: 1,
            """
            Its part of the mail among the relays that serve the same; 0 is a spare, used while all before it are down or have used up \
            their quota.
            """)
        static let perSecond = Setting<Int?>(
            "smtp.relays.<name>.perSecond", .integer(1...10_000, of: "messages a second"), example: .shown("14"),
            "What the relay is given at most, by each worker.")
        static let perDay = Setting<Int?>(
            "smtp.relays.<name>.perDay", .integer(1...100_000_000, of: "messages in any 24 hours"),
            example: .shown("50000"),
            """
            The provider's quota, counted in the database for all workers together. Where the relay serves both lanes, newsletters have \
            nine tenths of it. What is over waits.
            """)
        static let connections = Setting<Int?>(
            "smtp.relays.<name>.connections", .integer(1...1_000, of: "connections"), example: .shown("4"),
            "As smtp.connections, which applies without it.")
        static let provider = Setting<String?>(
            "smtp.relays.<name>.provider", .provider, example: .shown("scaleway"), "As smtp.provider.")
        static let tls = Setting<TLS?>(
            "smtp.relays.<name>.tls", .choice, example: .shown("required"), "As smtp.tls, which applies without it.")
        static let caFile = Setting<String?>(
            "smtp.relays.<name>.caFile", .path, example: .shown("/etc/facteur/relay-ca.pem"),
            "As smtp.caFile, which applies without it.")
        static let username = Setting<String?>(
            "smtp.relays.<name>.username", .text, isSecret: true, example: .shown("facteur@shop.example"),
            "The login there.")
        static let passwordFile = Setting<String?>(
            "smtp.relays.<name>.passwordFile", .path, isSecret: true, example: .shown("smtp-password-news"),
            """
            As smtp.passwordFile. Without it, and without another proof, the credential smtp-password-NAME of the unit, where \
            it is.
            """)
        static let tokenFile = Setting<String?>(
            "smtp.relays.<name>.tokenFile", .path, isSecret: true, example: .shown("/run/facteur/news-token"),
            "As smtp.tokenFile.")
        static let oauth = OAuthKeys("smtp.relays.<name>.oauth", scope: "https://outlook.office365.com/.default")

        /// The keys that every relay has; the names are those under which one of them is written.
        static let all: [any SettingDefinition] =
            [
                url, serves, weight, perSecond, perDay, connections, provider, tls, caFile, username, passwordFile,
                tokenFile,
            ] + oauth.settingsSection.keys

        static let sections = [
            SettingsSection(
                "smtp.relays",
                """
                Several relays by name, in place of smtp.url, smtp.weights, smtp.provider and the login beside them: one for newsletters \
                and one for the rest, or two that share the mail. What a relay leaves out of tls, caFile and connections is as \
                smtp has it. A variable has the name in front of each value: FACTEUR_SMTP_RELAYS_URL is \
                news=smtps://news.example:465, and FACTEUR_SMTP_RELAYS_SERVES is news=bulk.
                """, []),
            SettingsSection(
                "smtp.relays.<name>", "",
                [
                    url, serves, weight, perSecond, perDay, connections, provider, tls, caFile, username, passwordFile,
                    tokenFile,
                ]),
            oauth.settingsSection,
        ]
    }
}
