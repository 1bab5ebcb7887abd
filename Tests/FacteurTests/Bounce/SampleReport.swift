/// Reports on messages of a test's own, as Postfix and mailbox providers write them.
enum SampleReport {
    /// Of a recipient that the next server refused (RFC 3464), with the headers of our message.
    static func bounce(of message: String, code: String = "550 5.1.1", words: String = "User unknown") -> String {
        let id = message.filter { $0 != "-" }
        return """
            Return-Path: <>
            Delivered-To: b+\(id)@bounce.boutique.example
            From: MAILER-DAEMON@relais.example (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: b+\(id)@bounce.boutique.example
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="rapport"

            --rapport
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relais.example

            Final-Recipient: rfc822; quelquun@ailleurs.test
            Action: failed
            Status: \(code.split(separator: " ").last ?? "5.0.0")
            Remote-MTA: dns; mx.client.test
            Diagnostic-Code: smtp; \(code) \(words)

            --rapport
            Content-Type: text/rfc822-headers

            Message-ID: <\(id)@boutique.example>

            --rapport--

            """
    }

    /// Of a reader who pressed the button (RFC 5965).
    static func complaint(of message: String) -> String {
        """
        From: fbl@fournisseur.example
        Subject: complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="plainte"

        --plainte
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Essai/1
        Version: 1

        --plainte
        Content-Type: message/rfc822

        Message-ID: <\(message.filter { $0 != "-" })@boutique.example>
        Subject: La lettre

        Bonjour
        --plainte--

        """
    }
}
