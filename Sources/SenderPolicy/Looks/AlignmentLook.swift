/// Whether return path and signature are of From's domain (RFC 9989 section 4.4).
struct AlignmentLook {
    let isSPFAligned: Bool
    /// Nil where Facteur signs nothing.
    let isDKIMAligned: Bool?
    let findings: [PolicyFinding]

    init(setup: SenderSetup, author: DMARCWalk, lookup: any DNSLookup) async {
        let record = author.policy?.record
        let spfMode = record?.spfAlignment ?? .relaxed
        let dkimMode = record?.dkimAlignment ?? .relaxed
        let path = await DMARCWalk.from(setup.returnPathDomain, in: lookup)
        isSPFAligned = author.isAligned(path, spfMode)
        var aligned: [String] = []
        for domain in Set(setup.keys.map(\.domain)).sorted() {
            if author.isAligned(await DMARCWalk.from(domain, in: lookup), dkimMode) { aligned.append(domain) }
        }
        // Facteur signs with the keys of From's very domain.
        let signs = setup.keys.contains { $0.domain == setup.fromDomain }
        isDKIMAligned = signs ? aligned.contains(setup.fromDomain) : nil
        let subject = "alignment \(setup.fromDomain)"
        if let fault = author.fault ?? path.fault {
            findings = [.unavailable(subject, fault)]
        } else if isSPFAligned {
            findings = [PolicyFinding(.ok, subject, "the return path's domain \(path.domain) is of it, \(spfMode)")]
        } else {
            let wanted = spfMode == .strict ? setup.fromDomain : "bounce.\(author.organizationalDomain)"
            let text =
                "the return path's domain \(path.domain) is not \(spfMode == .strict ? "the same (aspf=s)" : "of \(author.organizationalDomain)"), so SPF counts for nothing in DMARC and at La Poste: set mail.returnPath to b+{id}@\(wanted)"
            findings = [PolicyFinding(signs ? .warning : .failing, subject, text)]
        }
    }
}
