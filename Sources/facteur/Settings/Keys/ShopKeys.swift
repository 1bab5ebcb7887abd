extension Keys {
    /// What the letters say about the shop.
    enum Shop {
        static let name = Setting<String?>(
            "shop.name", .text, example: .set("Boutique L’Œuf"),
            "The name that customers know; without it the name in mail.from.")
        static let url = Setting<String?>(
            "shop.url", .link, example: .set("https://www.shop.example/"),
            "The shop's address; without it the domain of mail.from.")
        static let accountURL = Setting<String?>(
            "shop.accountUrl", .link, example: .shown("https://www.shop.example/compte"),
            "Where a customer secures the account; without it shop.url.")
        static let helpAddress = Setting<String?>(
            "shop.helpAddress", .address, example: .shown("aide@shop.example"),
            "Where a person answers; without it mail.replyTo or mail.from.")
        static let logoURL = Setting<String?>(
            "shop.logoUrl", .link, example: .shown("https://www.shop.example/logo.png"),
            "A PNG or JPEG, 40 pixels high; without it the name is written.")
        static let logoDarkURL = Setting<String?>(
            "shop.logoDarkUrl", .link, example: .shown("https://www.shop.example/logo-clair.png"),
            """
            The same for dark grounds, where a reader's system is dark; without it the ground behind shop.logoUrl stays as it is by day.
            """)
        static let privacyURL = Setting<String?>(
            "shop.privacyUrl", .link, example: .set("https://www.shop.example/confidentialite"),
            "The page that says what becomes of a reader's data (GDPR, article 13): at the foot of every letter.")
        static let accent = Setting(
            "shop.colours.accent", .colour, default: "#1a4d7a", "The ground of buttons, and the bar above the masthead."
        )
        static let accentText = Setting<String?>(
            "shop.colours.accentText", .colour, example: .shown("\"#ffffff\""),
            "The words on buttons; without it white or black, whichever can be read.")
        static let accentDark = Setting<String?>(
            "shop.colours.accentDark", .colour, example: .shown("\"#3f78a8\""),
            "The accent where a reader's system is dark; without it the accent, as much lighter as it must be to be seen."
        )
        static let accentTextDark = Setting<String?>(
            "shop.colours.accentTextDark", .colour, example: .shown("\"#ffffff\""),
            "The words on buttons there; without it white or black.")
        static let masthead = Setting<String?>(
            "shop.colours.masthead", .colour, example: .shown("\"#12324f\""),
            "What stands behind the shop's name or logo; without it white, as the sheet.")
        static let mastheadText = Setting<String?>(
            "shop.colours.mastheadText", .colour, example: .shown("\"#ffffff\""),
            "The shop's name there; without it white or black.")
        static let social = Setting<String?>(
            "shop.social.<network>", .link, example: .shown("https://www.instagram.com/shop.example"),
            "The shop's page on a social network, for the foot of letters: instagram, facebook, linkedin, …")
        static let companyName = Setting<String?>(
            "shop.legal.companyName", .text, example: .set("L’Œuf SAS"),
            "The company behind the shop; without it shop.name.")
        static let form = Setting<String?>(
            "shop.legal.form", .text, example: .set("SAS au capital de 10 000 €"), "Legal form and capital.")
        static let registration = Setting<String?>(
            "shop.legal.registration", .text, example: .set("123 456 789 RCS Lyon"), "The register's entry.")
        static let office = Setting<String?>(
            "shop.legal.office", .text, example: .set("1 place Bellecour, 69002 Lyon"),
            "The registered office, on one line.")
        static let newsletterName = Setting<String?>(
            "shop.newsletter.name", .text, example: .set("La lettre de L’Œuf"),
            "The newsletter's name; without it La lettre de and shop.name.")
        static let newsletterListID = Setting<String?>(
            "shop.newsletter.listId", .hostName, example: .set("lettre.shop.example"),
            """
            The list's stable identifier (RFC 2919): never change it, readers' filters use it; without it lettre. and the \
            domain of mail.from.
            """)

        static let sections = [
            SettingsSection(
                "shop", "What letters say about the shop.",
                [name, url, accountURL, helpAddress, logoURL, logoDarkURL, privacyURL]),
            SettingsSection(
                "shop.colours",
                "What is written here is measured: words need a contrast of 4.5 to their ground, dark buttons one of 3 to theirs.",
                [accent, accentText, accentDark, accentTextDark, masthead, mastheadText]),
            SettingsSection("shop.social", "", [social]),
            SettingsSection(
                "shop.legal", "What French law asks of a company's correspondence (Code de commerce, R123-237).",
                [companyName, form, registration, office], isListed: true),
            SettingsSection("shop.newsletter", "", [newsletterName, newsletterListID]),
        ]
    }
}
