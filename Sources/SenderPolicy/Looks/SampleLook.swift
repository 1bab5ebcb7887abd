/// Judges a mail that arrived: what its receiver found, and what the mail itself says.
package struct SampleLook: Sendable {
    private let sample: DeliveredSample
    private let lookup: DNSMemory

    package init(_ bytes: [UInt8], in lookup: any DNSLookup) {
        sample = DeliveredSample(bytes)
        self.lookup = DNSMemory(lookup)
    }

    package func findings() async -> [PolicyFinding] {
        guard let domain = sample.fromDomain else {
            return [
                PolicyFinding(
                    .failing, "from",
                    "the file holds no mail with one address in From: save the mail's source as it is (.eml)")
            ]
        }
        let author = await DMARCWalk.from(domain, in: lookup)
        let signed = await SampleSignatureLook(sample: sample, author: author, lookup: lookup).findings()
        let rest = signed + SampleListLook.findings(sample)
        guard let results = sample.results else {
            return rest + [
                PolicyFinding(
                    .failing, "results",
                    "no Authentication-Results field: save the mail from the mailbox that received it, with all its headers"
                )
            ]
        }
        return await received(results, author) + rest
    }

    /// What the receiving server says (RFC 8601), and what follows at the providers.
    private func received(_ results: AuthenticationResults, _ author: DMARCWalk) async -> [PolicyFinding] {
        let spf = await spf(results, author)
        let dkim = await dkim(results, author)
        let dmarc = results.of("dmarc").first
        let hasDMARC = author.policy != nil || dmarc.map { $0.result != "none" } ?? false
        let standing = SenderStanding(
            spfPasses: spf.passes, isSPFAligned: spf.isAligned, dkimPasses: dkim.passes, isDKIMAligned: dkim.isAligned,
            hasDMARC: hasDMARC)
        return spf.findings + dkim.findings + [Self.dmarc(dmarc, author)]
            + ProviderLook.findings(standing, unknown: "save a mail whose server says so")
    }

    private typealias Verdict = (findings: [PolicyFinding], passes: Bool?, isAligned: Bool)

    private func spf(_ results: AuthenticationResults, _ author: DMARCWalk) async -> Verdict {
        guard let found = results.of("spf").first else {
            return ([PolicyFinding(.warning, "spf", "\(results.server) says nothing of SPF")], nil, false)
        }
        let identity = found.properties["smtp.mailfrom"] ?? found.properties["smtp.helo"] ?? ""
        let domain = identity.split(separator: "@").last.map { $0.lowercased() } ?? ""
        let isAligned = await isAligned(author, domain, author.policy?.record.spfAlignment)
        guard found.passes else {
            let text =
                "\(found.result) for \(domain): facteur doctor --domain shows its record; the relay's address must be in it"
            return ([PolicyFinding(.failing, "spf", text)], false, isAligned)
        }
        guard isAligned else {
            let text =
                "passes for \(domain), which is not of \(author.organizationalDomain), so that it counts for nothing in DMARC and at La Poste: set mail.returnPath, or have the relay keep it"
            return ([PolicyFinding(.warning, "spf", text)], true, false)
        }
        return ([PolicyFinding(.ok, "spf", "passes for \(domain), aligned with From")], true, true)
    }

    private func dkim(_ results: AuthenticationResults, _ author: DMARCWalk) async -> Verdict {
        let all = results.of("dkim")
        guard !all.isEmpty else {
            return (
                [
                    PolicyFinding(
                        .failing, "dkim",
                        "\(results.server) found no signature: facteur dkim new, or have the relay sign")
                ], false, false
            )
        }
        var aligned: AuthenticationResults.Finding?
        for found in all where found.passes {
            if await isAligned(author, Self.domain(of: found), author.policy?.record.dkimAlignment) {
                aligned = aligned ?? found
            }
        }
        if let aligned {
            return (
                [PolicyFinding(.ok, "dkim", "a signature by \(Self.domain(of: aligned)) holds, aligned with From")],
                true, true
            )
        }
        if let other = all.first(where: \.passes) {
            let text =
                "a signature by \(Self.domain(of: other)) holds, which is not of \(author.organizationalDomain): sign with a key of From's domain, facteur dkim new \(author.domain) s2026"
            return ([PolicyFinding(.failing, "dkim", text)], true, false)
        }
        let words = all.map { "\($0.result) for \(Self.domain(of: $0))" }.joined(separator: ", ")
        let text =
            "\(words): facteur doctor --domain compares the record with the key; a relay that changes the mail breaks a signature too"
        return ([PolicyFinding(.failing, "dkim", text)], false, false)
    }

    private static func dmarc(_ found: AuthenticationResults.Finding?, _ author: DMARCWalk) -> PolicyFinding {
        switch found?.result {
        case nil: PolicyFinding(.warning, "dmarc", "the server says nothing of DMARC")
        case "pass"?: PolicyFinding(.ok, "dmarc", "passes for \(author.domain)")
        case "none"?, "bestguesspass"?:
            PolicyFinding(
                .failing, "dmarc",
                "\(author.domain) has no record that the server found: facteur doctor --domain shows the one to publish"
            )
        case let result?:
            PolicyFinding(
                .failing, "dmarc",
                "\(result) for \(author.domain): neither SPF nor DKIM passes aligned: mend one of them")
        }
    }

    private static func domain(of found: AuthenticationResults.Finding) -> String {
        (found.properties["header.d"] ?? found.properties["header.i"] ?? "").split(separator: "@").last.map {
            $0.lowercased()
        } ?? ""
    }

    private func isAligned(_ author: DMARCWalk, _ domain: String, _ mode: DMARCRecord.Alignment?) async -> Bool {
        guard !domain.isEmpty else { return false }
        return author.isAligned(await DMARCWalk.from(domain, in: lookup), mode ?? .relaxed)
    }
}
