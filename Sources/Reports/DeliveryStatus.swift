import Mail

/// A report in the form of RFC 3464, RFC 6533's for letters beyond ASCII included: the part that machines read.
enum DeliveryStatus {
    /// What it says of one recipient: of several, for whom it went worst, since a message of ours has but one.
    static func report(_ text: String) -> Report? {
        let groups = StatusFields.groups(of: text)
        // A server that leaves out the blank line between its own fields and the recipient's (RFC 3464 section 2.1) is understood.
        let reporter = groups.first?.untyped("reporting-mta")
        var worst: Report?
        for group in groups {
            guard let report = report(of: group, reporter: reporter) else { continue }
            if worst.map({ rank($0.event) < rank(report.event) }) ?? true { worst = report }
        }
        return worst
    }

    private static func report(of group: StatusFields, reporter: String?) -> Report? {
        let action = group["action"]?.prefix { $0.isLetter || $0 == "-" }.lowercased()
        let status = group["status"].map { Diagnostic($0).enhanced ?? nil } ?? nil
        guard let event = event(action, status) else { return nil }
        var report = Report(event)
        // The address that our message was sent to; the other may be that of a forward (RFC 3464 section 2.3.1).
        report.recipient = (group.untyped("original-recipient") ?? group.untyped("final-recipient"))
            .map(ReportAddress.unescaped)
        report.reporter = group.untyped("remote-mta") ?? reporter
        report.enhanced = status
        guard let said = group["diagnostic-code"] else { return report }
        let words = said.firstIndex(of: ";").map { said[said.index(after: $0)...] } ?? said[...]
        report.text = ReportWords.line(words)
        let diagnostic = Diagnostic(words)
        report.code = diagnostic.code
        // `x.0.0` says no more than the first digit of the code does.
        if let enhanced = diagnostic.enhanced, status?.hasSuffix(".0.0") ?? true { report.enhanced = enhanced }
        return report
    }

    /// By the field; where a server leaves it out, by the status alone.
    private static func event(_ action: String?, _ status: String?) -> Report.Event? {
        switch action {
        case "failed": .bounced
        case "delayed": .delayed
        case "delivered", "relayed", "expanded": .delivered
        default:
            switch status?.first {
            case "5": .bounced
            case "4": .delayed
            case "2": .delivered
            default: nil
            }
        }
    }

    private static func rank(_ event: Report.Event) -> Int {
        switch event {
        case .bounced: 2
        case .delayed: 1
        default: 0
        }
    }
}
