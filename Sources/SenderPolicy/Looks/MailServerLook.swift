/// Whether answers and bounces arrive: the mail servers of From's and the return path's domain (RFC 5321 section 5.1).
struct MailServerLook {
    let setup: SenderSetup
    let lookup: any DNSLookup

    func findings() async -> [PolicyFinding] {
        var findings = [await look(at: setup.returnPathDomain, "bounces")]
        if setup.fromDomain != setup.returnPathDomain { findings.append(await look(at: setup.fromDomain, "answers")) }
        return findings
    }

    private func look(at domain: String, _ mail: String) async -> PolicyFinding {
        let subject = "mx \(domain)"
        do throws(DNSFault) {
            let servers = try await lookup.records(of: domain, .mx).compactMap { record -> String? in
                if case .mail(let exchange, _) = record { exchange } else { nil }
            }
            if servers.contains(".") {
                return PolicyFinding(
                    .failing, subject,
                    "takes no mail (null MX, RFC 7505), so \(mail) are lost, and La Poste and Orange refuse such a sender: publish an MX record"
                )
            }
            guard let first = servers.first else {
                guard try await lookup.addresses(of: domain).isEmpty else {
                    return PolicyFinding(
                        .warning, subject,
                        "no MX record: \(mail) go to the domain's own address: publish `\(domain). IN MX 10 MAIL-SERVER.`"
                    )
                }
                return PolicyFinding(
                    .failing, subject,
                    "no mail server, so \(mail) are lost, and La Poste and Orange refuse such a sender: publish `\(domain). IN MX 10 MAIL-SERVER.`"
                )
            }
            for server in servers where try await lookup.addresses(of: server).isEmpty {
                return PolicyFinding(
                    .failing, subject,
                    "its mail server \(server) has no address, so \(mail) may be lost: mend the MX record or \(server)")
            }
            return PolicyFinding(.ok, subject, "\(mail) go to \(first)")
        } catch {
            return .unavailable(subject, error)
        }
    }
}
