/// The DMARC record that decides over From's domain (RFC 9989).
enum DMARCLook {
    static func findings(_ walk: DMARCWalk) -> [PolicyFinding] {
        let subject = "dmarc \(walk.domain)"
        if let fault = walk.fault { return [.unavailable(subject, fault)] }
        if let place = walk.ambiguous.first {
            return [
                PolicyFinding(
                    .failing, subject, "_dmarc.\(place) has several DMARC records, which count as none: leave one")
            ]
        }
        guard let found = walk.policy else {
            let record = ZoneLine.text("_dmarc.\(walk.domain)", "v=DMARC1; p=none; rua=mailto:dmarc@\(walk.domain)")
            return [
                PolicyFinding(
                    .failing, subject,
                    "no DMARC record, which Outlook.com, Orange, and for bulk Gmail and Yahoo want: publish `\(record)`, with a mailbox for the reports"
                )
            ]
        }
        return judge(found, for: walk)
    }

    private static func judge(_ found: DMARCWalk.Found, for walk: DMARCWalk) -> [PolicyFinding] {
        let subject = "dmarc \(walk.domain)"
        let record = found.record
        var findings: [PolicyFinding] = []
        func add(_ text: String) { findings.append(PolicyFinding(.warning, subject, text)) }
        for fault in record.faults { add("_dmarc.\(found.domain): \(fault)") }
        if !record.withdrawnTags.isEmpty {
            let tags = record.withdrawnTags.map { "\($0)=" }.joined(separator: ", ")
            add(
                "_dmarc.\(found.domain): \(tags) means nothing any more (RFC 9989): take it out\(record.withdrawnTags.contains("pct") ? "; for a trial say t=y" : "")"
            )
        }
        if record.isTesting {
            add("_dmarc.\(found.domain): t=y, so receivers apply no policy: take it out once reports are clean")
        }
        if record.reportAddresses.isEmpty {
            add(
                "_dmarc.\(found.domain): no rua=, so nobody tells you of mail that fails: add rua=mailto: and a mailbox"
            )
        }
        let policy = found.domain == walk.domain ? record.policy ?? .none : record.policyBelow
        let origin = found.domain == walk.domain ? "" : ", from _dmarc.\(found.domain)"
        let hint =
            policy == .none
            ? "; quarantine or reject protects the name, and BIMI (a logo at Gmail) needs one of them" : ""
        let strict = record.spfAlignment == .strict || record.dkimAlignment == .strict ? ", alignment strict" : ""
        return findings + [
            PolicyFinding(
                .ok, subject,
                "p=\(policy.rawValue)\(origin), organizational domain \(walk.organizationalDomain)\(strict)\(hint)")
        ]
    }
}
