import Mail
import MailReading

/// A reader's complaint as a provider passes it on (RFC 5965), with or without the reader's address.
enum FeedbackReport {
    /// Nil for what is no complaint: `not-spam`, `auth-failure` and the like (RFC 5965 section 7.3, RFC 6591).
    static func report(_ text: String, _ parts: ReportParts) -> Report? {
        guard let fields = StatusFields.groups(of: text).first,
            ["abuse", "fraud", "virus", "opt-out", "other", "miscategorized"].contains(
                fields["feedback-type"]?.lowercased() ?? "")
        else { return nil }
        var report = Report(.complained)
        let named = fields.untyped("original-rcpt-to") ?? fields.untyped("removal-recipient")
        report.recipient = named.flatMap { ReportAddress.all(in: $0).first } ?? microsoft(parts)?.recipient
        report.reporter = fields.untyped("reporting-mta") ?? fields["user-agent"].map { ReportWords.line($0) }
        if let sender = fields["original-mail-from"] { report.references.search(text: sender) }
        return report
    }

    /// Microsoft's older form (Junk Mail Reporting Program): the letter itself, with the reader's address in a field of theirs.
    static func microsoft(_ parts: ReportParts) -> Report? {
        for message in parts.messages {
            guard let named = Entity(message).value("X-HmXmrOriginalRecipient") else { continue }
            var report = Report(.complained)
            report.recipient = ReportAddress.all(in: named).first
            report.reporter = "hotmail.com"
            return report
        }
        return nil
    }
}
