/// Looks at all that the DNS says of a sender, in the order in which a receiver would ask.
package struct SenderLook: Sendable {
    private let setup: SenderSetup
    private let lookup: DNSMemory

    package init(_ setup: SenderSetup, in lookup: any DNSLookup) {
        self.setup = setup
        self.lookup = DNSMemory(lookup)
    }

    package func findings() async -> [PolicyFinding] {
        let spf = await SPFLook(setup: setup, lookup: lookup).findings()
        let dkim = await DKIMLook(setup: setup, lookup: lookup).findings()
        let author = await DMARCWalk.from(setup.fromDomain, in: lookup)
        let alignment = await AlignmentLook(setup: setup, author: author, lookup: lookup)
        let standing = SenderStanding(
            spfPasses: spf.passes, isSPFAligned: alignment.isSPFAligned, dkimPasses: dkim.passes,
            isDKIMAligned: alignment.isDKIMAligned, hasDMARC: author.policy != nil)
        var findings = spf.findings + dkim.findings + DMARCLook.findings(author) + alignment.findings
        findings += await MailServerLook(setup: setup, lookup: lookup).findings()
        findings += await ReverseNameLook(setup: setup, lookup: lookup).findings()
        guard author.fault == nil else { return findings }
        return findings
            + ProviderLook.findings(
                standing,
                unknown:
                    "send a mail (facteur doctor --send), save it where it arrives, and let facteur doctor --message tell"
            )
    }
}
