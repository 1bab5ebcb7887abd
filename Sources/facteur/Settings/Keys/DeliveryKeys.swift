import Mail

extension Keys {
    /// Whom mail goes to.
    enum Delivery {
        enum Mode: String, Sendable, CaseIterable {
            case send, hold, redirect
        }

        static let mode = Setting<Mode>(
            "delivery.mode", .choice, default: .send,
            """
            send: to whom it is for. hold: it waits, held, and no attempt counts, until `facteur release`. redirect: to \
            delivery.redirectTo. Whom delivery.allow names gets the mail whatever stands here.
            """)
        static let redirectTo = Setting<String?>(
            "delivery.redirectTo", .address, example: .shown("recette@shop.example"),
            "Where mail goes with delivery.mode redirect: one mailbox that testers read.")
        static let allow = Setting<[AllowedRecipients]?>(
            "delivery.allow", .recipients, example: .shown("[camille@client.example, shop.example, .test.example]"),
            """
            Who gets the mail that is for them with delivery.mode hold or redirect. shop.example is addresses at this domain and at \
            none below it; .shop.example is this domain and every one below it.
            """)

        static let sections = [
            SettingsSection(
                "delivery",
                """
                Whom mail goes to: everybody in production, nobody but a few where the database is a copy of it. It is each worker's \
                own; give all of one database the same.
                """,
                [mode, redirectTo, allow])
        ]
    }
}
