import Mail
import MailReading

/// A report in words alone, as qmail, Exim, old gateways and providers write it: recognised by who sends it and by what it says, in
/// English and in French.
struct PlainReport {
    /// Names that mail systems sign with, in lower case.
    private static let senders = [
        "mailer-daemon", "mailer_daemon", "postmaster", "mail delivery", "maildelivery", "mail daemon", "mdaemon",
        "mailerdaemon",
        "système de messagerie", "administrateur", "bounce", "postoffice",
    ]
    /// Of a message that is given up, in lower case.
    private static let failures = [
        "could not be delivered", "couldn't be delivered", "wasn't able to deliver", "unable to deliver",
        "undeliverable",
        "undelivered", "not delivered", "delivery failed", "delivery failure", "delivery has failed", "permanent error",
        "permanent fatal", "failure notice", "failure reasons", "returned mail", "returning message", "user unknown",
        "unknown user",
        "no such user", "notification: error", "delivery status notification (failure)", "not listed in",
        "n'a pas pu être", "n’a pas pu être", "n'a pu être", "non remis", "non-remis", "non distribu", "non délivr",
        "échec",
        "echec", "n'existe pas", "n’existe pas", "adresse inconnue", "utilisateur inconnu", "boîte pleine",
        "quota dépassé",
        "unzustellbar",
    ]
    /// Of one that is still tried.
    private static let delays = [
        "has not yet been delivered", "not yet been delivered", "will continue to be", "will be retried",
        "still being retried",
        "will keep trying", "will continue trying", "warning: message", "delivery delayed", "delayed 2", "delayed 4",
        "delivery status notification (delay)", "n'a pas encore", "n’a pas encore", "remise différée", "retardé",
    ]
    /// Where a report ends and the message that it returns begins.
    private static let ends = [
        "--- below this line is a copy", "------ this is a copy of", "original message follows", "returned message",
        "--- original message", "-----original message", "--- the header of the original", "message header follows",
        "message headers follow", "below is a copy of the original message", "en-têtes du message", "message d'origine",
        "copie du message",
    ]

    /// Nil for a mail that is no such report.
    static func report(_ mail: MailReader, _ parts: ReportParts) -> Report? {
        let words = ownWords(of: parts.words)
        let (subject, body) = ((mail.header("Subject") ?? "").lowercased(), words.prefix(4000).lowercased())
        let failed = mail.header("X-Failed-Recipients")
        let isDaemon = isDaemon(mail)
        guard failed != nil || isDaemon else { return nil }
        let isDelay = delays.contains { subject.contains($0) || body.contains($0) }
        let isFailure = failed != nil || failures.contains { subject.contains($0) || body.contains($0) }
        guard isDelay || isFailure else { return nil }
        var report = Report(isDelay ? .delayed : .bounced)
        report.reporter = mail.header("From").flatMap { ReportAddress.all(in: $0).first }
            .flatMap { $0.split(separator: "@").last }.map(String.init)
        report.recipient = recipient(failed, words, besides: mail)
        let diagnostic = Diagnostic(words)
        (report.code, report.enhanced) = (diagnostic.code, diagnostic.enhanced)
        report.text = text(in: words, of: report.recipient, diagnostic)
        return report
    }

    /// A mail system's own sender, never a person's: the null sender (RFC 5321 section 4.5.5) or one of the names above.
    private static func isDaemon(_ mail: MailReader) -> Bool {
        let from = (mail.header("From") ?? "").lowercased()
        guard let path = mail.header("Return-Path") else { return senders.contains { from.contains($0) } }
        return ReportAddress.trimmed(path) == nil
    }

    private static func ownWords(of text: String) -> Substring {
        var rest = text[...]
        while let end = rest.firstIndex(of: "\n") {
            let line = rest[..<end].lowercased()
            if ends.contains(where: { line.contains($0) }) { return text[..<rest.startIndex] }
            rest = rest[rest.index(after: end)...]
        }
        return text[...]
    }

    private static func recipient(_ failed: String?, _ words: Substring, besides mail: MailReader) -> String? {
        if let failed { return ReportAddress.all(in: failed).first }
        let own = ["From", "To", "Sender", "Delivered-To"].compactMap { mail.header($0) }.flatMap {
            ReportAddress.all(in: $0)
        }
        return ReportAddress.all(in: words.prefix(20_000)).first { address in
            !own.contains(address) && IdentityScan.identities(in: address).isEmpty
        }
    }

    /// Why a recipient was refused, in the words of whoever reports it: for a report whose fields quote no server.
    static func text(in parts: ReportParts, of recipient: String?) -> String {
        let words = ownWords(of: parts.words)
        return text(in: words, of: recipient, Diagnostic(words))
    }

    /// The reason; where it is so long that the server's code is not in it, as in a dialogue told whole, the line with that code.
    private static func text(in words: Substring, of recipient: String?, _ diagnostic: Diagnostic) -> String {
        let text = ReportWords.line(reason(in: words, after: recipient))
        guard let code = diagnostic.code.map(String.init), !text.contains(code) else { return text }
        let line = words.split(separator: "\n").first { $0.contains(code) && Diagnostic($0).code == diagnostic.code }
        return line.map { ReportWords.line($0) } ?? text
    }

    /// The paragraph that names the recipient, and the one behind where it says no more than that; the whole where nobody is named.
    private static func reason(in words: Substring, after recipient: String?) -> String {
        let paragraphs = words.prefix(20_000).split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: "\n") }
        guard let recipient, let index = paragraphs.firstIndex(where: { $0.contains(recipient) }) else {
            return paragraphs.joined(separator: " ")
        }
        let saysMore = paragraphs[index].count > recipient.count + 20
        return paragraphs[index...].prefix(saysMore ? 1 : 2).joined(separator: " ")
    }
}
