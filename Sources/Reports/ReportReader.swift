import Mail
import MailReading

/// Reads what comes back by mail: reports (RFC 3464, RFC 6533, RFC 5965, RFC 8098, and those in words alone), answers of machines, and
/// mail to the address that ends subscriptions.
package struct ReportReader: Sendable {
    /// Headers with the address that a mail was really sent to, in lower case, the surest first.
    static let receivers = [
        "x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "x-forwarded-to", "to", "cc",
    ]

    private let mailbox: UnsubscribeAddress?

    /// - Parameter unsubscribe: The mailbox to which letters ask to write; nil where there is none.
    package init(unsubscribe: UnsubscribeAddress? = nil) { mailbox = unsubscribe }

    /// What a mail says of one of ours; nil for a mail that is nothing of the kind.
    package func report(_ octets: [UInt8]) throws(Refusal) -> Report? {
        guard octets.count <= Refusal.largest else { throw .tooLarge }
        return try report(octets, isForwarded: false)
    }

    private func report(_ octets: [UInt8], isForwarded: Bool) throws(Refusal) -> Report? {
        let mail = MailReader(octets)
        let parts = try ReportParts(of: mail.entity)
        guard var report = read(mail, parts) else {
            // What a provider feeds back that is no complaint has our letter within it, which is no report of itself.
            let isFeedback = parts.text(ofType: "message/feedback-report") != nil
            return isForwarded || isFeedback ? nil : try forwarded(parts)
        }
        var references = MessageReferences()
        for name in Self.receivers {
            for field in mail.headers where field.name.lowercased() == name { references.search(address: field.value) }
        }
        for name in ["In-Reply-To", "References"] { references.search(text: mail.header(name) ?? "") }
        for part in parts.all { references.search(text: part.text) }
        report.references = references.joined(by: report.references)
        // They are stored and logged.
        report.recipient = report.recipient.map { ReportWords.line($0) }
        report.reporter = report.reporter.map { ReportWords.line($0) }
        return report
    }

    /// A report that a person sends on as an attachment.
    private func forwarded(_ parts: ReportParts) throws(Refusal) -> Report? {
        for message in parts.messages {
            if let report = try report(Array(message), isForwarded: true) { return report }
        }
        return nil
    }

    private func read(_ mail: MailReader, _ parts: ReportParts) -> Report? {
        if let mailbox, let report = UnsubscribeRequest.report(mail, parts, to: mailbox) { return report }
        if let text = parts.text(ofType: "message/feedback-report") { return FeedbackReport.report(text, parts) }
        if let text = parts.text(ofType: "message/delivery-status", "message/global-delivery-status"),
            var report = DeliveryStatus.report(text)
        {
            // Exim quotes the server in the words for people alone.
            if report.text.isEmpty { report.text = PlainReport.text(in: parts, of: report.recipient) }
            return report
        }
        if let text = parts.text(ofType: "message/disposition-notification", "message/global-disposition-notification")
        {
            var report = Report(.replied)
            report.recipient = StatusFields.groups(of: text).first?.untyped("final-recipient")
            return report
        }
        if let report = FeedbackReport.microsoft(parts) { return report }
        // Absence notes come from the null sender as well.
        if !AutomaticReply.hasSubject(mail), let report = PlainReport.report(mail, parts) { return report }
        return AutomaticReply.isOne(mail) ? Report(.replied) : nil
    }
}
