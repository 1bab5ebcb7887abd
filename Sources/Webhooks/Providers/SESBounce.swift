import Mail

/// What Amazon SES tells of refusals
/// (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-object).
enum SESBounce {
    /// A soft bounce is told only when SES has given up: the message ended so, for a reason that passes.
    static func reports(_ bounce: JSONValue) -> [Report] {
        let hint = hint(bounce["bounceType"].text, bounce["bounceSubType"].text)
        return bounce["bouncedRecipients"].elements.map { recipient in
            refusal(.bounced, recipient, hint: hint, reporter: bounce["reportingMTA"])
        }
    }

    static func delays(_ delay: JSONValue) -> [Report] {
        delay["delayedRecipients"].elements.map { recipient in
            refusal(.delayed, recipient, hint: .transient, reporter: delay["reportingMTA"])
        }
    }

    private static func refusal(
        _ event: Report.Event, _ recipient: JSONValue, hint: BounceHint, reporter: JSONValue
    ) -> Report {
        // `smtp; 550 5.1.1 user unknown`
        let said = recipient["diagnosticCode"].text
        let words = said.flatMap { $0.firstIndex(of: ";").map { mark in String(said?[mark...].dropFirst() ?? "") } }
        var report = Report(
            event, to: recipient["emailAddress"].text, words: words ?? said, enhanced: recipient["status"].text,
            hint: hint)
        // `dns; mail.example`
        report.reporter = reporter.text?.split(separator: ";").last.map { String($0.drop { $0 == " " }) }
        return report
    }

    private static func hint(_ type: String?, _ subtype: String?) -> BounceHint {
        switch (type, subtype) {
        // Lists of SES's own: it was not sent at all.
        case (_, "Suppressed"), (_, "OnAccountSuppressionList"), (_, "UnsubscribedRecipient"): .policy
        case ("Permanent", "NoEmail"): .unknownMailbox
        case ("Permanent", _): .permanent
        // For the letter, not for the mailbox.
        case ("Transient", "ContentRejected"), ("Transient", "AttachmentRejected"), ("Transient", "MessageTooLarge"):
            .policy
        case ("Transient", _): .transient
        // `Undetermined`: SES could not read why.
        default: .policy
        }
    }
}
