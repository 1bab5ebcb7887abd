import Platform

/// SPF of the return path's domain: its record, what it costs, whom it lets send (RFC 7208).
struct SPFLook {
    let setup: SenderSetup
    let lookup: any DNSLookup

    private var domain: String { setup.returnPathDomain }
    private var subject: String { "spf \(domain)" }

    /// What was found, and whether mail will pass; nil where that cannot be seen from here.
    func findings() async -> (findings: [PolicyFinding], passes: Bool?) {
        let sample = await relayAddresses().first?.addresses.first ?? IPAddress("192.0.2.1")
        guard let sample else { return ([], nil) }
        let survey = await SPFSurvey.of(
            domain, sender: setup.returnPath, address: sample, helo: setup.helo, in: lookup)
        if let fault = survey.fault {
            guard !fault.isTemporary else { return ([PolicyFinding(.unavailable, subject, fault.line)], nil) }
            return (
                [PolicyFinding(.failing, subject, "\(fault.line): SPF fails everywhere (permerror): mend it")], false
            )
        }
        guard let text = survey.text else { return ([missing], false) }
        let own = Self.judge(survey, text, subject)
        let coverage = await coverage()
        let isBroken = own.contains { $0.grade == .failing }
        return (own + coverage.findings, isBroken ? false : coverage.passes)
    }

    private var missing: PolicyFinding {
        let record = ZoneLine.text(domain, "v=spf1 include:RELAY'S-SPF-DOMAIN -all")
        return PolicyFinding(
            .failing, subject,
            "no SPF record, which Gmail, Yahoo, Outlook.com and Orange want: publish `\(record)`, with the include that your relay's operator names, or ip4: and the relay's address"
        )
    }

    static func judge(_ survey: SPFSurvey, _ text: String, _ subject: String) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        func add(_ grade: PolicyFinding.Grade, _ text: String) { findings.append(PolicyFinding(grade, subject, text)) }
        if survey.lookups > SPFLimits.lookups {
            add(
                .failing,
                "\(survey.lookups) terms ask the DNS, and 10 are allowed (RFC 7208 section 4.6.4): SPF fails (permerror): write addresses (ip4:, ip6:) instead of includes"
            )
        }
        if survey.voids.count > SPFLimits.voids {
            add(
                .failing,
                "\(survey.voids.joined(separator: ", ")): names without a record, and 2 such are allowed (RFC 7208 section 4.6.4): take them out"
            )
        } else if !survey.voids.isEmpty {
            add(.warning, "\(survey.voids.joined(separator: ", ")): no such record in the DNS: take the term out")
        }
        for place in survey.open {
            add(.failing, "\(place) lets everybody send in this name: end the record with -all or ~all")
        }
        for domain in survey.reverse {
            add(.warning, "\(domain) uses ptr, which receivers may pass over (RFC 7208 section 5.5): write addresses")
        }
        if survey.last == nil || survey.last == .neutral {
            add(.warning, "the record says nothing of other senders: end it with -all, or with ~all while you try")
        }
        if findings.isEmpty {
            add(.ok, "`\(text)`, \(survey.lookups) of 10 terms that ask the DNS")
        }
        return findings
    }

    private func relayAddresses() async -> [(relay: SenderSetup.Relay, addresses: [IPAddress])] {
        var found: [(relay: SenderSetup.Relay, addresses: [IPAddress])] = []
        for relay in setup.relays where !relay.isLoopback {
            do throws(DNSFault) {
                let addresses = try await lookup.addresses(of: relay.host).filter(\.isPublic)
                if !addresses.isEmpty { found.append((relay, addresses)) }
            } catch { continue }
        }
        return found
    }

    /// Whether the relays may send. One that hands on from other addresses than its own is no fault: only mail that arrived tells.
    private func coverage() async -> (findings: [PolicyFinding], passes: Bool?) {
        var findings: [PolicyFinding] = []
        var passes: Bool? = true
        let relays = await relayAddresses()
        if relays.count < setup.relays.count { passes = nil }
        for (relay, addresses) in relays {
            for address in addresses {
                let result = await SPFCheck.result(
                    of: address, sender: setup.returnPath, helo: setup.helo, domain: domain, in: lookup)
                let subject = "spf \(domain) for \(relay.host) [\(address)]"
                switch result {
                case .pass: findings.append(PolicyFinding(.ok, subject, "may send"))
                case .temporaryError(let fault, let name):
                    findings.append(PolicyFinding(.unavailable, subject, "\(name): \(fault.rawValue)"))
                    passes = nil
                case .permanentError(let reason):
                    findings.append(PolicyFinding(.failing, subject, "\(reason): SPF fails everywhere (permerror)"))
                    passes = false
                case .none, .neutral, .fail, .softFail:
                    findings.append(
                        PolicyFinding(
                            .warning, subject,
                            "this address may not send (\(result.word)): where the relay hands mail on from it, add ip\(address.isIPv4 ? "4" : "6"):\(address); many relays use others: facteur doctor --send shows which"
                        ))
                    if passes == true { passes = nil }
                }
            }
        }
        return (findings, passes)
    }
}
