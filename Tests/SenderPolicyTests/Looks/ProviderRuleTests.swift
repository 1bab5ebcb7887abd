import Testing

@testable import SenderPolicy

@Suite("What each provider asks")
struct ProviderRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// SPF passes, SPF is aligned, DKIM passes, DKIM is aligned, there is a DMARC record.
        let standing: SenderStanding
        let failing: Set<String>
        let warned: Set<String>

        init(
            _ spf: Bool?, aligned isSPFAligned: Bool, _ dkim: Bool?, aligned isDKIMAligned: Bool?, dmarc: Bool,
            failing: Set<String>, warned: Set<String>
        ) {
            standing = SenderStanding(
                spfPasses: spf, isSPFAligned: isSPFAligned, dkimPasses: dkim, isDKIMAligned: isDKIMAligned,
                hasDMARC: dmarc)
            (self.failing, self.warned) = (failing, warned)
        }

        var testDescription: String { "\(standing)" }
    }

    private static let bulk: Set = ["Gmail", "Yahoo", "Outlook.com", "iCloud"]

    @Test(
        "A sender's standing is judged by the rules of each",
        arguments: [
            Case(true, aligned: true, true, aligned: true, dmarc: true, failing: [], warned: []),
            Case(true, aligned: false, true, aligned: true, dmarc: true, failing: [], warned: []),
            Case(true, aligned: true, true, aligned: false, dmarc: true, failing: [], warned: []),
            Case(true, aligned: true, false, aligned: false, dmarc: true, failing: ["Orange"], warned: bulk),
            Case(false, aligned: true, true, aligned: true, dmarc: true, failing: ["Orange"], warned: bulk),
            Case(true, aligned: true, true, aligned: true, dmarc: false, failing: ["Orange"], warned: bulk),
            Case(
                true, aligned: false, true, aligned: false, dmarc: true, failing: ["Orange", "La Poste"],
                warned: ["Gmail", "Yahoo", "Outlook.com"]),
            Case(
                false, aligned: false, false, aligned: false, dmarc: false,
                failing: ["Gmail", "Yahoo", "Orange", "La Poste"], warned: ["Outlook.com", "iCloud"]),
            // What cannot be seen is one warning for all of them.
            Case(
                nil, aligned: true, true, aligned: true, dmarc: true, failing: [],
                warned: ["Gmail, Yahoo, Outlook.com, Orange, iCloud"]),
            Case(
                nil, aligned: true, nil, aligned: nil, dmarc: false, failing: ["Orange"],
                warned: bulk.union(["La Poste"])),
        ])
    func cases(_ row: Case) {
        let findings = ProviderLook.findings(row.standing, unknown: "look")
        func subjects(_ grade: PolicyFinding.Grade) -> Set<String> {
            Set(findings.filter { $0.grade == grade }.map(\.subject))
        }
        #expect(subjects(.failing) == row.failing)
        #expect(subjects(.warning) == row.warned)
    }

    @Test("Volumes are written for people")
    func scope() {
        #expect(ProviderRule.all.map(\.scope).contains("over 5,000 messages a day"))
        #expect(ProviderRule.all.map(\.scope).contains("every message"))
    }
}
