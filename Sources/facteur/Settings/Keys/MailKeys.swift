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
}
