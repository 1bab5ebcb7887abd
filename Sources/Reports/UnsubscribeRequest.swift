import Mail
import MailReading

/// A mail to the address that ends subscriptions (RFC 2369 section 3.2): the reader's key stands in the address, in the subject, or in
/// what of the letter is quoted.
enum UnsubscribeRequest {
    static func report(_ mail: MailReader, _ parts: ReportParts, to mailbox: UnsubscribeAddress) -> Report? {
        let (local, domain) = (mailbox.address.localPart.lowercased(), mailbox.address.domain.ascii.lowercased())
        let isMeant = ReportReader.receivers.flatMap { name in mail.headers.filter { $0.name.lowercased() == name } }
            .flatMap { ReportAddress.all(in: $0.value) }
            .contains { address in
                let halves = address.lowercased().split(separator: "@")
                return halves.count == 2 && halves[1] == domain
                    && (halves[0] == local || halves[0].hasPrefix(local + "+"))
            }
        // Machines answer to whatever they get; a loop of two would end a subscription that nobody wanted to end.
        guard isMeant, !AutomaticReply.isOne(mail) else { return nil }
        var report = Report(.unsubscribed)
        report.recipient = mail.header("From").flatMap { ReportAddress.all(in: $0).first }
        report.references.search(subject: mail.header("Subject") ?? "")
        report.references.search(text: parts.words)
        return report
    }
}
