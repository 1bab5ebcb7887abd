import Platform

/// The names of the relays' public addresses, which lead back to them (RFC 1912 section 2.1): Gmail, Orange and others refuse mail from
/// an address without.
struct ReverseNameLook {
    let setup: SenderSetup
    let lookup: any DNSLookup

    func findings() async -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        for relay in setup.relays {
            guard !relay.isLoopback else {
                findings.append(
                    PolicyFinding(
                        .ok, "reverse name \(relay.host)",
                        "the relay is this machine: from which address its mail leaves, facteur doctor --send and --message tell"
                    ))
                continue
            }
            do throws(DNSFault) {
                let addresses = try await lookup.addresses(of: relay.host)
                if addresses.isEmpty {
                    findings.append(
                        PolicyFinding(.failing, "relay \(relay.host)", "has no address in the DNS: check smtp.url"))
                }
                for address in addresses where address.isPublic { findings.append(await look(at: address, relay)) }
            } catch {
                findings.append(.unavailable("relay \(relay.host)", error))
            }
        }
        return findings
    }

    private func look(at address: IPAddress, _ relay: SenderSetup.Relay) async -> PolicyFinding {
        let subject = "reverse name \(address)"
        do throws(DNSFault) {
            let names = try await lookup.records(of: address.reverseName, .ptr).compactMap { record -> String? in
                if case .name(let name) = record { name } else { nil }
            }
            guard let first = names.first else {
                return PolicyFinding(
                    .warning, subject,
                    "no name (PTR), and Gmail (550 5.7.25) and Orange refuse mail from such an address: ask the host of \(relay.host) for one"
                )
            }
            for name in names.prefix(SPFLimits.names) where try await lookup.addresses(of: name).contains(address) {
                return PolicyFinding(.ok, subject, "\(name), which leads back to it")
            }
            return PolicyFinding(
                .warning, subject,
                "its name \(first) does not lead back to it, and Gmail (550 5.7.25) and Orange refuse such mail: publish `\(first). IN \(address.isIPv4 ? "A" : "AAAA") \(address)`"
            )
        } catch {
            return .unavailable(subject, error)
        }
    }
}
