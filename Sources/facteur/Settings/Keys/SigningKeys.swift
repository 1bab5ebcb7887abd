import DKIM

extension Keys {
    /// The keys that mail is signed with.
    enum DKIM {
        static let selector = Setting<[Selector]?>(
            "dkim.<domain>.selector", .selectors, example: .shown("s2026"),
            """
            The name under which the domain publishes the key: the record is at s2026._domainkey.shop.example. Of several keys a \
            list, [s2026, e2026]: mail is signed with all of them.
            """)
        static let keyFile = Setting<[String]?>(
            "dkim.<domain>.keyFile", .paths, isSecret: true, example: .shown("/etc/facteur/s2026.pem"),
            """
            A file that holds the key in PEM (`facteur dkim new` makes one); read again when it changes. Of several keys a list, \
            in the order of their selectors.
            """)

        static let sections = [
            SettingsSection(
                "dkim",
                """
                Signatures in the name of the sender's domain (DKIM, RFC 6376): mail from a domain that stands here is signed by \
                Facteur, all other mail is left to the relay. A variable has the domain in front of each value: \
                FACTEUR_DKIM_SELECTOR is shop.example=s2026, and FACTEUR_DKIM_KEY_FILE is shop.example=/etc/facteur/s2026.pem.
                """, []),
            SettingsSection("dkim.<domain>", "", [selector, keyFile]),
        ]
    }
}
