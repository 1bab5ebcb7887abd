/// What the signatures of a mail cover, and how long their keys are: those of From's domain, since others count for nothing.
struct SampleSignatureLook {
    /// Where they are in the mail they must be signed: what readers see, and what providers act by (RFC 6376 section 5.4, RFC 8058
    /// section 3.1).
    static let wanted = [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Unsubscribe",
        "List-Unsubscribe-Post", "Feedback-ID",
    ]

    let sample: DeliveredSample
    let author: DMARCWalk
    let lookup: any DNSLookup

    func findings() async -> [PolicyFinding] {
        var own: [SignatureHeader] = []
        for signature in sample.signatures {
            if author.isAligned(await DMARCWalk.from(signature.domain, in: lookup), .relaxed) { own.append(signature) }
        }
        guard !own.isEmpty else {
            return [
                PolicyFinding(
                    .failing, "signature",
                    "none by \(author.organizationalDomain): facteur dkim new \(author.domain) s2026, or have the relay sign in this name"
                )
            ]
        }
        return own.flatMap { Self.judge($0, in: sample) }
    }

    static func judge(_ signature: SignatureHeader, in sample: DeliveredSample) -> [PolicyFinding] {
        let subject = "signature \(signature.selector)._domainkey.\(signature.domain)"
        var findings: [PolicyFinding] = []
        func add(_ grade: PolicyFinding.Grade, _ text: String) { findings.append(PolicyFinding(grade, subject, text)) }
        let uncovered = wanted.filter { sample.has($0) && !signature.names.contains($0.lowercased()) }
        let isListUncovered = uncovered.contains { $0.hasPrefix("List-") }
        if !uncovered.isEmpty {
            let list = isListUncovered ? ", and Gmail shows no one-click unsubscribe for it (RFC 8058)" : ""
            add(
                isListUncovered || uncovered.contains("From") ? .failing : .warning,
                "does not cover \(uncovered.joined(separator: ", "))\(list): let Facteur sign, or have the relay's operator add them to h="
            )
        }
        if signature.hasLength {
            add(.warning, "covers a part of the body only (l=), so that others may add to it: have l= taken out")
        }
        if signature.algorithm == "rsa-sha1" {
            add(.failing, "rsa-sha1 counts for nothing (RFC 8301): sign with rsa-sha256")
        }
        if let bits = signature.keyBits, bits < PublishedKey.soundBits {
            add(
                bits < PublishedKey.fewestBits ? .failing : .warning,
                "by an RSA key of \(bits) bits: make one of 2048 under a new selector, facteur dkim new")
        }
        if findings.isEmpty {
            add(.ok, "covers all that it should\(signature.keyBits.map { ", by an RSA key of \($0) bits" } ?? "")")
        }
        return findings
    }
}
