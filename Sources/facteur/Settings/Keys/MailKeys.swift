import Mail

extension Keys {
    /// Whom mail comes from.
    enum Mail {
        static let from = Setting<Mailbox?>("mail.from", .mailbox, "the sender that readers see")
        static let replyTo = Setting<Mailbox?>("mail.replyTo", .mailbox, "where their answers go")
        static let helo = Setting<String?>(
            "mail.helo", .hostName, "this host's name as the relay is told; without it the host's own")
        static let returnPath = Setting<ReturnPath?>(
            "mail.returnPath", .returnPath, "where bounces go; without it to mail.from")
        static let bulkFrom = Setting<Mailbox?>(
            "mail.bulkFrom", .mailbox, "the sender of newsletters; without it mail.from")
        static let locale = Setting(
            "mail.locale", .locale, default: "fr", "what readers get whose own language the templates lack")
        static let feedbackID = Setting<String?>(
            "mail.feedbackID", .text,
            "the sender's part of the Feedback-ID header: 5 to 15 letters, digits, hyphens or underscores")
        static let unsubscribeMailto = Setting<String?>(
            "mail.unsubscribeMailto", .address, "a mailbox whose mail is read as requests to leave a list")
    }

    /// What the letters say about the shop.
    enum Shop {
        static let name = Setting<String?>(
            "shop.name", .text, "the name that customers know; without it the name in mail.from")
        static let url = Setting<String?>(
            "shop.url", .link, "the shop's address; without it the domain of mail.from")
        static let accountURL = Setting<String?>(
            "shop.accountUrl", .link, "where a customer secures the account; without it shop.url")
        static let helpAddress = Setting<String?>(
            "shop.helpAddress", .address, "where a person answers; without it mail.replyTo or mail.from")
        static let logoURL = Setting<String?>(
            "shop.logoUrl", .link, "a PNG or JPEG, 40 pixels high; without it the name is written")
        static let accent = Setting(
            "shop.colours.accent", .colour, default: "#1a4d7a", "the ground of buttons")
        static let accentText = Setting(
            "shop.colours.accentText", .colour, default: "#ffffff", "the words on buttons")
        static let companyName = Setting<String?>(
            "shop.legal.companyName", .text, "the company behind the shop; without it shop.name")
        static let form = Setting<String?>(
            "shop.legal.form", .text, "legal form and capital: SAS au capital de 10 000 €")
        static let registration = Setting<String?>(
            "shop.legal.registration", .text, "the register's entry: 123 456 789 RCS Lyon")
        static let office = Setting<String?>(
            "shop.legal.office", .text, "the registered office, on one line")
        static let newsletterName = Setting<String?>(
            "shop.newsletter.name", .text, "the newsletter's name; without it La lettre de and shop.name")
        static let newsletterListID = Setting<String?>(
            "shop.newsletter.listId", .hostName,
            "the list's stable identifier (RFC 2919); without it lettre. and the domain of mail.from")
    }
}
