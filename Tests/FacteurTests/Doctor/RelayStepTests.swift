import Catcher
import Foundation
import TestServers
import Testing

@testable import facteur

@Suite("The doctor goes to the relay step by step", .timeLimit(.minutes(3)))
struct RelayStepTests {
    private func findings(_ url: String, _ more: [String: String] = [:]) async throws -> [String] {
        let environment = ["FACTEUR_SMTP_URL": url, "FACTEUR_MAIL_HELO": "worker.shop.example"].merging(more) { $1 }
        let settings = try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: ""), for: .templates, environment: environment)
        return await RelayLook(settings: settings).findings().map(\.line)
    }

    @Test("Each step that was gone is a line, with what the relay offers")
    func clear() async throws {
        try await CatchingServer.running { relay in
            let url = "smtp://127.0.0.1:\(relay.port)"
            let lines = try await findings(url, ["FACTEUR_SMTP_TLS": "none"])
            #expect(lines.count == 4, "\(lines)")
            #expect(lines[0].hasPrefix("ok       relay \(url) TCP: connected to 127.0.0.1 port \(relay.port) in "))
            #expect(lines[1].hasPrefix("ok       relay \(url) EHLO: PIPELINING, SIZE 10485760, 8BITMIME"))
            #expect(lines[2].hasPrefix("ok       relay \(url) TLS: none, as smtp.tls says"))
            #expect(lines[3] == "ok       relay \(url) login: none is set")
            #expect(relay.tally.commands["mail"] == nil)
        }
    }

    @Test("TLS tells until when the certificate holds; a stranger's authority is told with the setting")
    func encrypted() async throws {
        var options = SessionOptions()
        options.extensions.insert(.startTLS)
        options.isBehindTLS = true
        try await CatchingServer.running(options: options) { relay in
            let front = try await TLSFront.start(before: relay.port)
            defer { front.stop() }
            let url = "smtp://localhost:\(front.port)"
            let lines = try await findings(url, ["FACTEUR_SMTP_CA_FILE": front.caFile])
            // The front's certificate holds for two days.
            let tls = lines.first { $0.contains(" TLS: ") } ?? ""
            #expect(
                tls.contains("warning  relay \(url) TLS: certificate until 20") && tls.contains("renew"), "\(lines)")
            #expect(lines.first?.hasPrefix("ok       relay \(url) DNS: ") == true)
            let strange = try await findings(url)
            #expect(strange.last?.contains("failing  relay \(url) TLS: ") == true, "\(strange)")
            #expect(strange.last?.contains("smtp.caFile") == true, "\(strange)")
        }
    }

    @Test("A relay without STARTTLS")
    func noTLS() async throws {
        try await CatchingServer.running { relay in
            let lines = try await findings("smtp://localhost:\(relay.port)")
            #expect(lines.last?.contains("TLS: the relay offers no STARTTLS") == true, "\(lines)")
        }
    }

    @Test("A host that is nowhere is a matter of DNS, and not of certificates")
    func nowhere() async throws {
        let lines = try await findings("smtp://relay.invalid:587")
        #expect(
            lines.count == 1
                && lines[0].hasPrefix("failing  relay smtp://relay.invalid:587 DNS: relay.invalid has no address"))
        #expect(!lines[0].contains("certificate"))
    }

    @Test("A port with TLS from the first byte is told in seconds, with the scheme to write; and the other way round")
    func otherWayRound() async throws {
        let front = try await ImplicitTLS.start()
        defer { front.stop() }
        let began = ContinuousClock.now
        let lines = try await findings("smtp://localhost:\(front.port)", ["FACTEUR_SMTP_CA_FILE": front.caFile])
        #expect(
            lines.last?.hasSuffix(
                "EHLO: TLS begins there with the first byte: write smtps://localhost:\(front.port) in place of smtp://")
                == true, "\(lines)")
        // A worker's own patience is minutes.
        #expect(ContinuousClock.now - began < .seconds(60))
        try await CatchingServer.running { relay in
            let lines = try await findings("smtps://localhost:\(relay.port)")
            #expect(
                lines.last?.contains("TLS: the relay begins in clear: write smtp://localhost:\(relay.port)") == true,
                "\(lines)")
        }
    }

    @Test(
        "What the relay says, or fails to say, is told at its step",
        arguments: [
            (.greeting, [.reply(554, "5.7.1 no service for you")], "EHLO: refused: 554 5.7.1 no service for you"),
            (.greeting, [.close], "EHLO: "), (.ehlo, [.reply(550, "5.7.1 bad name")], "check mail.helo"),
        ] as [(Script.Stage, [Script.Step], String)])
    func refusals(stage: Script.Stage, steps: [Script.Step], words: String) async throws {
        try await CatchingServer.running(conduct: Script([Rule(at: stage, .always, do: steps)])) { relay in
            let lines = try await findings("smtp://127.0.0.1:\(relay.port)", ["FACTEUR_SMTP_TLS": "none"])
            #expect(lines.last?.hasPrefix("failing  ") == true && lines.last?.contains(words) == true, "\(lines)")
        }
    }
}
