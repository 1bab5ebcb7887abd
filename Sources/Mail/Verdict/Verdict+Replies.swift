extension Verdict {
    private static let opening: Set<Stage> = [.connect, .greeting, .ehlo, .startTLS, .auth]
    private static let recipientAndAfter: Set<Stage> = [.rcpt, .data, .body, .dot]

    /// What replies mean. The first row that fits decides; every reply with a code of 400 or more fits one.
    static let replies: [VerdictRow] = [
        // The line itself.
        VerdictRow(
            .one(421),
            Verdict(.relay, .retry, "the relay closes the line or is too busy: it is asked again later")),
        VerdictRow(
            .one(454), at: [.startTLS],
            Verdict(.relay, .retry, alarm: .notice, "the relay cannot speak TLS for the moment (RFC 3207 section 4)")),
        VerdictRow(
            .one(454), enhanced: ["7.0"],
            Verdict(.relay, .retry, alarm: .notice, "the relay cannot check logins for the moment (RFC 4954 section 6)")
        ),
        VerdictRow(
            .transient, at: opening, Verdict(.relay, .retry, "the relay refuses the line for the moment")),
        VerdictRow(
            .one(530), Verdict(.us, .retry, alarm: .page, "the relay wants a login first: set smtp.username")),
        VerdictRow(
            .of(534...538), at: opening.union([.mail]),
            Verdict(.us, .retry, alarm: .page, "the relay refused the login: check smtp.username and its password")),
        VerdictRow(
            .permanent, at: [.auth],
            Verdict(.us, .retry, alarm: .page, "the relay refused the login: check smtp.username and its password")),
        VerdictRow(
            .permanent, at: opening,
            Verdict(
                .us, .retry, alarm: .page, "the relay refuses to serve this host: ask its operator, check mail.helo")),
        VerdictRow(
            .one(452), enhanced: ["3.1"],
            Verdict(.relay, .retry, alarm: .notice, "the relay's disk is full: tell its operator")),

        // French providers, whose codes say something else than they mean.
        VerdictRow(
            .permanent, at: recipientAndAfter, text: ["ofr_417", "ofr006_417", "lpn_417", "_417"],
            Verdict(.recipient, .retry, patience: .seconds(3600), "the mailbox is full")),
        VerdictRow(
            .permanent, at: recipientAndAfter, text: ["essayer plus tard", "réessayer plus tard"],
            Verdict(.recipient, .retry, patience: .seconds(1800), "the recipient's server asks to try later")),
        VerdictRow(
            .permanent, at: recipientAndAfter, text: ["(s3150)", "(s3140)", "spam detected"],
            Verdict(
                .us, .fail, alarm: .notice, "the recipient's server blocks our sender: it says nothing of the mailbox")),

        // The message.
        VerdictRow(
            .permanent, enhanced: ["3.4"],
            Verdict(.message, .fail, alarm: .notice, "the message is too big for the server: look at its template")),
        VerdictRow(
            .one(552), at: [.mail],
            Verdict(.message, .fail, alarm: .notice, "the message is too big for the relay: look at its template")),
        VerdictRow(
            .permanent, enhanced: ["6"],
            Verdict(.message, .fail, alarm: .notice, "the server holds the message for malformed: look at its template")
        ),

        // The recipient, for the moment.
        VerdictRow(
            .transient, enhanced: ["2.1", "7.1"],
            Verdict(.recipient, .retry, patience: .seconds(300), "mailbox busy, greylisting or a passing policy")),
        VerdictRow(
            .transient, enhanced: ["2.2"], Verdict(.recipient, .retry, patience: .seconds(3600), "the mailbox is full")),
        VerdictRow(
            .transient, enhanced: (23...40).map { "7.\($0)" },
            Verdict(
                .us, .retry, alarm: .page, patience: .seconds(600),
                "the sender's SPF, DKIM, DMARC, PTR or TLS is not in order: ask the relay's operator")),

        // The recipient, for good.
        VerdictRow(
            .permanent, enhanced: ["1.7", "1.8"],
            Verdict(.us, .fail, alarm: .notice, "our sender's address is refused: check mail.from")),
        VerdictRow(
            .permanent, enhanced: ["1.1", "1.3", "1.6", "1.10"], at: recipientAndAfter,
            Verdict(.recipient, .fail, suppress: true, "this address does not exist")),
        VerdictRow(
            .permanent, enhanced: ["1", "2.1"], at: recipientAndAfter,
            Verdict(.recipient, .fail, "the address's domain is wrong or its mailbox disabled")),
        VerdictRow(.permanent, enhanced: ["2.2"], Verdict(.recipient, .fail, "the mailbox is full, or given up")),
        VerdictRow(
            .one(521), at: recipientAndAfter,
            Verdict(.recipient, .fail, suppress: true, "the recipient's host accepts no mail (RFC 7504)")),
        VerdictRow(
            .one(556), at: recipientAndAfter,
            Verdict(.recipient, .fail, suppress: true, "the recipient's domain accepts no mail (RFC 7504)")),

        // Us.
        VerdictRow(
            .permanent, enhanced: ["7.3", "7.8", "7.9", "7.11"],
            Verdict(.us, .retry, alarm: .page, "the relay wants another login or TLS: check smtp.username and smtp.tls")
        ),
        VerdictRow(
            .permanent, enhanced: (20...40).map { "7.\($0)" } + ["7.515"],
            Verdict(
                .us, .fail, alarm: .page,
                "the sender's SPF, DKIM, DMARC, PTR or TLS is not in order: ask the relay's operator")),
        VerdictRow(
            .permanent, enhanced: ["7"], at: [.mail],
            Verdict(.us, .retry, alarm: .page, "the relay does not let us send from this address: check mail.from")),
        VerdictRow(
            .permanent, enhanced: ["7"],
            Verdict(.us, .fail, alarm: .notice, "refused by policy: spam filter, block list, or relaying denied")),
        VerdictRow(
            .of(500...504), Verdict(.us, .fail, alarm: .notice, "the relay does not understand us: report it")),

        // Anything else: the first digit (RFC 5321 section 4.2.1).
        VerdictRow(
            .transient, at: [.mail], Verdict(.relay, .retry, "the relay takes no mail for the moment")),
        VerdictRow(.transient, Verdict(.recipient, .retry, "the recipient's server asks for patience")),
        VerdictRow(
            .permanent, at: [.mail], Verdict(.message, .fail, alarm: .notice, "the relay refuses this message's sender")
        ),
        VerdictRow(.permanent, Verdict(.recipient, .fail, "the recipient's server refuses the message for good")),
    ]
}
