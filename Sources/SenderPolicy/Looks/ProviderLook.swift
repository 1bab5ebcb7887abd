/// How each provider will take the mail, by the table of their rules.
enum ProviderLook {
    /// A line a provider, for the worst of its rules; one line for all of those of whose rules a part cannot be seen. `unknown` says how
    /// to find that out.
    static func findings(_ standing: SenderStanding, unknown: String) -> [PolicyFinding] {
        var providers: [String] = []
        for rule in ProviderRule.all where !providers.contains(rule.provider) { providers.append(rule.provider) }
        var findings: [PolicyFinding] = []
        var hidden: [String] = []
        for provider in providers {
            let rules = ProviderRule.all.filter { $0.provider == provider }
            if let rule = rules.first(where: { !$0.shortcomings(of: standing).missing.isEmpty }) {
                findings.append(lack(rule, standing))
            } else if rules.contains(where: { !$0.shortcomings(of: standing).unknown.isEmpty }) {
                hidden.append(provider)
            } else {
                findings.append(PolicyFinding(.ok, provider, "gets what it asks for"))
            }
        }
        guard !hidden.isEmpty else { return findings }
        let names = hidden.joined(separator: ", ")
        let text = "whether SPF or DKIM passes there cannot be seen from here: \(unknown)"
        return findings + [PolicyFinding(.warning, names, text)]
    }

    private static func lack(_ rule: ProviderRule, _ standing: SenderStanding) -> PolicyFinding {
        let wants = rule.shortcomings(of: standing).missing.map(\.rawValue).joined(separator: ", ")
        return PolicyFinding(
            rule.volume == 0 ? .failing : .warning, rule.provider,
            "asks of \(rule.scope), since \(rule.since): \(wants); otherwise it \(rule.otherwise): mend what is said above"
        )
    }
}
