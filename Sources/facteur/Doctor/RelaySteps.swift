import Mail
import Platform
import SMTP

/// What each step of the way to a relay came to. Pure.
struct RelaySteps {
    private let inspection: RelayInspection
    private let relay: RelaySettings
    private let name: String
    private let patience: Duration
    private let now: Timestamp

    init(_ inspection: RelayInspection, of relay: RelaySettings, named name: String, patience: Duration, now: Timestamp)
    {
        self.inspection = inspection
        self.relay = relay
        self.name = name
        self.patience = patience
        self.now = now
    }

    /// Those that were gone, and the one that failed.
    var findings: [Finding] {
        let order = relay.implicitTLS ? [dns, tcp, tls, ehlo] : [dns, tcp, ehlo, tls]
        var findings: [Finding] = []
        for case let step? in order {
            findings.append(step)
            if step.code != nil { break }
        }
        return findings
    }

    private var stage: SMTPStage? {
        switch inspection.end {
        case .refused(_, let stage), .broken(_, let stage, _): stage
        case .accepted, .inDoubt, nil: nil
        }
    }

    private var fault: TransmissionFault? {
        if case .broken(let fault, _, _) = inspection.end { fault } else { nil }
    }

    private var detail: String {
        switch inspection.end {
        case .broken(_, _, let detail), .inDoubt(_, let detail): detail
        case .refused(let reply, _): reply.line
        case .accepted, nil: ""
        }
    }

    /// None of an address that needs no name.
    private var dns: Finding? {
        let check = "\(name) DNS"
        if IPAddress(relay.host) != nil { return nil }
        guard fault == .nameNotFound else { return .ok(check, inspection.address ?? "found") }
        return .failing(
            check, .settings,
            "\(relay.host) has no address: check the name in smtp.url, and DNS on this machine (getent hosts \(relay.host))"
        )
    }

    private var tcp: Finding {
        let check = "\(name) TCP"
        let place = "\(inspection.address ?? relay.host) port \(relay.port)"
        guard stage == .connect, !inspection.isConnected else {
            return .ok(
                check,
                "connected to \(place) in \(DurationText.text(.milliseconds(Int(inspection.connect / .milliseconds(1)))))"
            )
        }
        switch fault {
        case .connectionRefused:
            return .failing(
                check, .unavailable, "nothing answers at \(place): is the relay up, and the port right? (\(detail))")
        case .timedOut:
            return .failing(
                check, .unavailable,
                "no answer from \(place) within \(DurationText.text(patience)): a firewall between, or another port")
        default: return .failing(check, .unavailable, "\(place): \(detail)")
        }
    }

    private var ehlo: Finding {
        let check = "\(name) EHLO"
        guard let stage, stage == .connect || stage == .greeting || stage == .ehlo else {
            return .ok(check, capabilities)
        }
        if inspection.isOtherWayRound, !relay.implicitTLS {
            return .failing(
                check, .settings,
                "TLS begins there with the first byte: write smtps://\(relay.name) in place of smtp://")
        }
        switch (inspection.end, fault) {
        case (.refused(let reply, _), _):
            return .failing(
                check, .unavailable,
                "refused: \(reply.line): check mail.helo, or ask the relay's operator")
        case (_, .timedOut):
            return .failing(
                check, .unavailable,
                "no greeting within \(DurationText.text(patience)): is it an SMTP server? smtps:// where TLS begins with the first byte"
            )
        case (_, .garbage):
            return .failing(check, .settings, "what answers is no SMTP server: check smtp.url (\(detail))")
        default:
            return .failing(
                check, .unavailable, "\(detail): is it an SMTP server, and does it take mail from this machine?")
        }
    }

    private var tls: Finding? {
        let check = "\(name) TLS"
        if relay.tls == .none, !relay.implicitTLS {
            return .ok(check, "none, as smtp.tls says: the relay is on this machine")
        }
        guard let fault else {
            let end = CertificateEnd.description(inspection.certificateEnd, now: now)
            return end.isSoon ? .warning(check, "\(end.text): its operator should renew it") : .ok(check, end.text)
        }
        if inspection.isOtherWayRound {
            return .failing(
                check, .settings, "the relay begins in clear: write smtp://\(relay.name) in place of smtps://")
        }
        switch fault {
        case .tlsMissing:
            return .failing(
                check, .settings,
                "the relay offers no STARTTLS, without which nothing is sent: another port, or smtps://")
        case .tlsFailed: return .failing(check, .settings, "\(detail): \(Self.advice(on: detail))")
        case .timedOut:
            return .failing(
                check, .unavailable, "no TLS within \(DurationText.text(patience)): is it an SMTP server with TLS?")
        default: return .failing(check, .unavailable, "\(detail): is it an SMTP server with TLS?")
        }
    }

    /// By libcurl's words.
    private static func advice(on detail: String) -> String {
        let line = detail.lowercased()
        if line.contains("expired") { return "its operator must renew the certificate" }
        if line.contains("not yet valid") { return "check this machine's clock" }
        if line.contains("subject name") || line.contains("does not match") || line.contains("doesn't match") {
            return "write the host in smtp.url as its certificate names it"
        }
        if line.contains("issuer") || line.contains("self-signed") || line.contains("self signed") {
            return "name the authority that signed it in smtp.caFile"
        }
        return "check smtp.url and smtp.caFile"
    }

    private var capabilities: String {
        let offered = inspection.handshake.capabilities
        var words: [String] = []
        if offered.pipelining { words.append("PIPELINING") }
        if offered.size { words.append("SIZE" + (offered.largestMessage.map { " \($0)" } ?? "")) }
        if offered.eightBitMIME { words.append("8BITMIME") }
        if offered.smtpUTF8 { words.append("SMTPUTF8") }
        if offered.startTLS { words.append("STARTTLS") }
        if !offered.logins.isEmpty { words.append("AUTH \(offered.logins.joined(separator: " "))") }
        return words.isEmpty ? "no extension that matters here" : words.joined(separator: ", ")
    }
}
