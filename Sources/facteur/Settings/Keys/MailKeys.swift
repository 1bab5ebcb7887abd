import Mail
import Postgres

extension Keys {
    /// Whom mail comes from.
    enum Mail {
        static let from = Setting<Mailbox?>(
            "mail.from", .mailbox, example: .set("Boutique L’Œuf <compte@shop.example>"),
            "The sender that readers see: a mailbox that somebody reads.")
        static let replyTo = Setting<Mailbox?>(
            "mail.replyTo", .mailbox, example: .set("Boutique L’Œuf <aide@shop.example>"),
            "Where their answers go.")
        static let helo = Setting<String?>(
            "mail.helo", .hostName, example: .set("worker.shop.example"),
            "This host's name as the relay is told (EHLO); without it the host's own name.")
        static let returnPath = Setting<ReturnPath?>(
            "mail.returnPath", .returnPath, example: .shown("b+{id}@bounce.shop.example"),
            "Where bounces go, {id} standing for the message; without it they go to mail.from.")
        static let bulkFrom = Setting<Mailbox?>(
            "mail.bulkFrom", .mailbox, example: .shown("Boutique L’Œuf <lettre@lettre.shop.example>"),
            "The sender of newsletters, apart so that their reputation does not sink the resets; without it mail.from.")
        static let locale = Setting(
            "mail.locale", .locale, default: "fr",
            "What readers get whose own language the templates lack; every kind must have a folder of this language.")
        static let feedbackID = Setting<String?>(
            "mail.feedbackID", .text, example: .shown("boutique01"),
            "The sender's part of the Feedback-ID header: 5 to 15 letters, digits, hyphens or underscores.")
        static let unsubscribeMailto = Setting<String?>(
            "mail.unsubscribeMailto", .unsubscribeAddress, example: .shown("desabonnement@shop.example"),
            """
            A mailbox whose mail is read as requests to leave a list (the second address in List-Unsubscribe): the reader's token \
            stands behind a +, as `facteur.unsubscribe_by_token` takes it.
            """)
        static let attachmentLimit = Setting(
            "mail.attachmentLimit", .size(1024...50 * 1024 * 1024), default: Installation.standardAttachmentLimit,
            """
            What the attachments of one message may weigh together, as producers attach them; on the wire it is a third more, and \
            the relay must take that.
            """)

        static let sections = [
            SettingsSection(
                "mail", "Whom mail comes from.",
                [from, replyTo, helo, returnPath, bulkFrom, locale, feedbackID, unsubscribeMailto, attachmentLimit])
        ]
    }

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
        static let accent = Setting("shop.colours.accent", .colour, default: "#1a4d7a", "The ground of buttons.")
        static let accentText = Setting(
            "shop.colours.accentText", .colour, default: "#ffffff", "The words on buttons.")
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
                "shop", "What letters say about the shop.", [name, url, accountURL, helpAddress, logoURL]),
            SettingsSection("shop.colours", "", [accent, accentText]),
            SettingsSection(
                "shop.legal", "What French law asks of a company's correspondence (Code de commerce, R123-237).",
                [companyName, form, registration, office], isListed: true),
            SettingsSection("shop.newsletter", "", [newsletterName, newsletterListID]),
        ]
    }
}
