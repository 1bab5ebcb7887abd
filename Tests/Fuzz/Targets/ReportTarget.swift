import Mail
import Reports

/// Whatever comes back by mail is read or refused, and what is read of it is fit for a log and for the outbox.
func checkReport(_ input: [UInt8]) {
    guard let mailbox = try? UnsubscribeAddress("sortie@boutique.example") else { return }
    let report: Report?
    do { report = try ReportReader(unsubscribe: mailbox).report(input) } catch { return }
    guard let report else { return }
    require(isOneLine(report.text), "a server's words are one line")
    require([report.recipient, report.reporter].allSatisfy { $0.map(isOneLine) ?? true }, "names are one line")
    require(report.text.unicodeScalars.count <= 512, "a server's words are at most 512 characters")
    require(report.references.messages.count <= MessageReferences.most, "identities are counted")
    require(report.code.map { (200...599).contains($0) } ?? true, "a code is one of SMTP's")
    require(report.enhanced.map(isEnhancedCode) ?? true, "an enhanced code is class.subject.detail")
    let key = report.references.token
    require(key.map { $0.utf8.count == UnsubscribeAddress.tokenLength } ?? true, "a key has its length")
    require((200...599).contains(report.reply.code), "the table of replies can judge it")
}
