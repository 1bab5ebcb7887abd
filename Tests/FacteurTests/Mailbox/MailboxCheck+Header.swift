import Mail
import MailReading

extension MailboxCheck {
    private static let date = "\r\nDate: "

    /// What stands above a mail.
    static let header = [
        MailboxCheck("M1", "Lines end in CRLF, and no CR or LF stands alone", spoiledBy: date, "\r\nX-A: a\rb\(date)") {
            $0.text.utf8.count { $0 == 0x0D } == $0.text.utf8.count { $0 == 0x0A }
                && !$0.text.contains("\r" as Character)
        },
        MailboxCheck(
            "M2", "Lines of the header are folded at 78", spoiledBy: date,
            "\r\nX-A: \(String(repeating: "a ", count: 40))\(date)"
        ) {
            $0.headLines.allSatisfy { $0.utf8.count <= 78 || !$0.drop { $0 != ":" }.dropFirst(2).contains(" ") }
        },
        MailboxCheck("M3", "Every octet is printable ASCII", spoiledBy: date, "\r\nX-A: é\(date)") {
            $0.own.utf8.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }
        },
        MailboxCheck("M4", "What must be there once is there once", spoiledBy: date, "\r\nSubject: Encore\(date)") {
            mail in
            ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
                .allSatisfy { mail.values($0).count == 1 }
                && ["Sender", "Reply-To"].allSatisfy { mail.values($0).count <= 1 }
        },
        MailboxCheck(
            "M4", "It is from one mailbox, the shop’s", spoiledBy: "<compte@boutique.example>",
            "<compte@boutique.example>, <a@boutique.example>"
        ) {
            $0.value("From").hasSuffix("<compte@boutique.example>") && $0.value("From").count { $0 == "@" } == 1
        },
        MailboxCheck("M5", "Its date is in English, with its zone in digits", spoiledBy: date, "\(date)lun., 23 nov. ")
        {
            $0.value("Date").wholeMatch(
                of:
                    /(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}/
            ) != nil
        },
        MailboxCheck(
            "M6", "Its Message-ID is unguessable, and of the sender’s domain", spoiledBy: "\r\nMessage-ID: <",
            "\r\nMessage-ID: <1."
        ) {
            $0.value("Message-ID").wholeMatch(of: /<[0-9a-f]{32}@boutique\.example>/) != nil
        },
        MailboxCheck(
            "M7", "Its subject reads as it was written, in words of at most 75 characters", spoiledBy: "\r\nSubject: ",
            "\r\nSubject: =?utf-8?q?\(String(repeating: "a", count: 70))?= "
        ) { mail in
            mail.subject == mail.letter.subject
                && mail.value("Subject").split(separator: " ").allSatisfy { !$0.hasPrefix("=?") || $0.count <= 75 }
        },
        MailboxCheck(
            "M8", "No encoded word of a name stands in quotation marks", spoiledBy: "\r\nFrom: =?utf-8",
            "\r\nFrom: \"a\" =?utf-8"
        ) { mail in
            ["From", "To", "Reply-To"].allSatisfy { !mail.value($0).contains("\"") }
                && mail.ownReader.header("From") == "Boutique L’Œuf <compte@boutique.example>"
        },
        MailboxCheck(
            "M14", "Its language is told, above it and within", spoiledBy: "\r\nContent-Language: ",
            "\r\nContent-Language: de-"
        ) {
            $0.value("Content-Language") == $0.locale && $0.html.contains("<html lang=\"\($0.locale)\"")
        },
        MailboxCheck("M16", "It says that a machine wrote it", spoiledBy: "auto-generated", "no") {
            $0.value("Auto-Submitted") == "auto-generated"
        },
        MailboxCheck("M17", "It asks Exchange for no notes of absence", spoiledBy: "OOF, ", "") { mail in
            ["OOF", "AutoReply"].allSatisfy(mail.value("X-Auto-Response-Suppress").contains)
        },
        MailboxCheck("M19", "It tells Google by what complaints are counted", spoiledBy: ":boutique01", "") {
            $0.value("Feedback-ID").wholeMatch(of: /[a-z0-9-]+:(transactional|bulk):[a-zA-Z-]+:boutique01/) != nil
        },
        MailboxCheck(
            "M21", "Its bounces go to an address of its own, which tells nobody’s", spoiledBy: "Return-Path: <b+",
            "Return-Path: <camille+"
        ) {
            $0.reader.header("Return-Path")?.wholeMatch(of: /<b\+[0-9a-f]{32}@bounce\.boutique\.example>/) != nil
        },
        MailboxCheck(
            "M22", "Whoever answers reaches somebody", spoiledBy: "\r\nReply-To: aide", "\r\nReply-To: no-reply"
        ) { mail in
            mail.value("Reply-To").contains("aide@boutique.example")
                && ["From", "Reply-To"].allSatisfy {
                    mail.value($0).firstMatch(of: /(no|ne-pas)-?re/.ignoresCase()) == nil
                }
        },
        MailboxCheck("M23", "It is to its reader, and to nobody else", spoiledBy: date, "\r\nCc: a@client.test\(date)")
        { mail in
            mail.value("To").hasSuffix("<\(mail.recipient)>") && mail.value("To").count { $0 == "@" } == 1
                && ["Cc", "Bcc"].allSatisfy { mail.values($0).isEmpty }
        },
        MailboxCheck(
            "M26", "Each signature is of the sender’s domain, whole, and covers what is shown and acted by",
            spoiledBy: "d=boutique.example;", "d=a.example;"
        ) { mail in
            let signatures = mail.values("DKIM-Signature")
            let covered =
                [
                    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "reply-to",
                    "feedback-id",
                ]
                + (mail.isBulk ? ["list-unsubscribe", "list-unsubscribe-post"] : [])
            return signatures.count == 2
                && signatures.allSatisfy { signature in
                    let tags = signature.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
                    let names = tags.first { $0.hasPrefix("h=") }?.dropFirst(2).lowercased().split(separator: ":") ?? []
                    return tags.contains("d=boutique.example") && !tags.contains { $0.hasPrefix("l=") }
                        && covered.allSatisfy { names.contains($0[...]) }
                }
        },
        MailboxCheck("S5", "The relay got it over TLS, after a login", spoiledBy: "with ESMTPSA", "with ESMTP") {
            $0.reader.header("Received")?.contains("with ESMTPSA") == true
        },
    ]

    /// How a newsletter’s reader leaves; nothing of it on other mail.
    static let lists = [
        MailboxCheck(
            "M20", "A newsletter is of a list, and nothing else is", spoiledBy: date,
            "\r\nList-Id: <a.boutique.example>\(date)"
        ) { mail in
            ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"].allSatisfy {
                mail.values($0).count == (mail.isBulk ? 1 : 0)
            }
        },
        MailboxCheck("M18", "A newsletter alone is bulk mail", spoiledBy: date, "\r\nPrecedence: bulk\(date)") {
            $0.values("Precedence") == ($0.isBulk ? ["bulk"] : [])
        },
        MailboxCheck(
            "U1", "One click leaves a newsletter: one address of HTTPS, one of mail", spoiledBy: "=One-Click",
            "=Two-Clicks"
        ) {
            !$0.isBulk
                || $0.value("List-Unsubscribe").wholeMatch(of: /<https:\/\/[^<>, ]+>, *<mailto:[^<>, ]+>/) != nil
                    && $0.value("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
        },
        MailboxCheck(
            "U2", "The way out is its reader’s alone, and tells no address", spoiledBy: "lettre.boutique.example/d/",
            "lettre.boutique.example/d/camille?"
        ) {
            !$0.isBulk
                || $0.value("List-Unsubscribe").firstMatch(
                    of: /<https:\/\/lettre\.boutique\.example\/d\/([A-Za-z0-9_-]{22,})>/) != nil
        },
        MailboxCheck(
            "U6", "A newsletter shows its way out in both parts, and nothing else does", spoiledBy: "/d/", "/e/"
        ) { mail in
            let way = "https://lettre.boutique.example/d/"
            return mail.links.contains { $0.target.hasPrefix(way) } == mail.isBulk
                && mail.plainLinks.contains { $0.hasPrefix(way) } == mail.isBulk
                && (!mail.isBulk || mail.value("List-Unsubscribe").contains(way))
        },
    ]
}
