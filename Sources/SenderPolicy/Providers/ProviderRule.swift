/// What a mailbox provider asks of a sender, and since when. The table feeds the documentation.
package struct ProviderRule: Sendable, Hashable {
    /// One thing that is asked for.
    package enum Requirement: String, Sendable, Hashable, CaseIterable {
        case spf = "SPF that passes"
        case dkim = "a DKIM signature that holds"
        case spfOrDKIM = "SPF or DKIM"
        case dmarc = "a DMARC record"
        case alignment = "SPF or DKIM for the domain in From (alignment)"
    }

    package let provider: String
    /// From how many messages a day it is asked; 0 for every message.
    package let volume: Int
    package let requirements: [Requirement]
    /// Since when: `May 2025`.
    package let since: String
    /// What happens otherwise.
    package let otherwise: String

    package static let all = [
        ProviderRule(
            provider: "Gmail", volume: 0, requirements: [.spfOrDKIM], since: "February 2024",
            otherwise: "refuses with 550 5.7.26"),
        ProviderRule(
            provider: "Gmail", volume: 5_000, requirements: [.spf, .dkim, .dmarc, .alignment],
            since: "February 2024, enforced since November 2025", otherwise: "refuses with 4.7.x and 5.7.x"),
        ProviderRule(
            provider: "Yahoo", volume: 0, requirements: [.spfOrDKIM], since: "February 2024",
            otherwise: "defers or refuses"),
        ProviderRule(
            provider: "Yahoo", volume: 5_000, requirements: [.spf, .dkim, .dmarc, .alignment], since: "February 2024",
            otherwise: "defers or refuses"),
        ProviderRule(
            provider: "Outlook.com", volume: 5_000, requirements: [.spf, .dkim, .dmarc, .alignment],
            since: "5 May 2025", otherwise: "refuses with 550 5.7.515"),
        ProviderRule(
            provider: "Orange", volume: 0, requirements: [.spf, .dkim, .dmarc, .alignment], since: "May 2026",
            otherwise: "refuses, or files as spam"),
        ProviderRule(
            provider: "La Poste", volume: 0, requirements: [.alignment], since: "9 September 2025",
            otherwise: "files as spam"),
        ProviderRule(
            provider: "iCloud", volume: 5_000, requirements: [.spf, .dkim, .dmarc], since: "February 2025",
            otherwise: "refuses or files as spam"),
    ]

    /// To whom it applies: `everybody`, or `over 5,000 messages a day`.
    package var scope: String {
        guard volume > 0 else { return "every message" }
        let thousands =
            volume >= 1_000 ? "\(volume / 1_000),\(String(String(volume % 1_000 + 1_000).dropFirst()))" : "\(volume)"
        return "over \(thousands) messages a day"
    }

    /// What of it the sender lacks, and what nobody can see from here.
    package func shortcomings(of standing: SenderStanding) -> (missing: [Requirement], unknown: [Requirement]) {
        (
            requirements.filter { Self.holds($0, standing) == false },
            requirements.filter { Self.holds($0, standing) == nil }
        )
    }

    private static func holds(_ requirement: Requirement, _ standing: SenderStanding) -> Bool? {
        switch requirement {
        case .spf: standing.spfPasses
        case .dkim: standing.dkimPasses
        case .spfOrDKIM: SenderStanding.or(standing.spfPasses, standing.dkimPasses)
        case .dmarc: standing.hasDMARC
        case .alignment: standing.isAligned
        }
    }
}
