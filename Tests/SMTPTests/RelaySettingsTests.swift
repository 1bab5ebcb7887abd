import Mail
import Testing

@testable import SMTP

@Suite("A relay's settings")
struct RelaySettingsTests {
    private func fault(_ change: (inout RelaySettings) -> Void) -> String? {
        var relay = RelaySettings(host: "relay.test", port: 587, helo: "shop.test")
        change(&relay)
        return relay.fault?.description
    }

    @Test("No TLS is for this machine alone (S3)", arguments: ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
    func loopback(host: String) {
        #expect(fault { ($0.host, $0.tls) = (host, .none) } == nil)
    }

    @Test(
        "and for no other, however it is spelt (S3)",
        arguments: ["relay.test", "10.0.0.1", "127.0.0.1.evil.test", "127.0.0", "128.0.0.1", "127.0.0.256", "::2"])
    func elsewhere(host: String) {
        #expect(fault { ($0.host, $0.tls) = (host, .none) }?.contains("smtp.tls none") == true)
        #expect(throws: RelayFault.self) {
            var relay = RelaySettings(host: host, port: 587, helo: "shop.test")
            relay.tls = .none
            _ = try SMTPCarrier(relay, journal: TestJournal(), leases: OpenGuard())
        }
    }

    @Test("What cannot work is refused, by the setting's name")
    func refused() {
        #expect(fault { _ in } == nil)
        #expect(fault { $0.helo = "[192.0.2.1]" } == nil)
        #expect(fault { $0.host = "relay.test/evil" }?.contains("smtp.url") == true)
        #expect(fault { $0.host = "" }?.contains("smtp.url") == true)
        #expect(fault { $0.helo = "a b" }?.contains("mail.helo") == true)
        #expect(fault { $0.helo = "x\r\nRSET" }?.contains("mail.helo") == true)
        #expect(fault { $0.username = "u" }?.contains("smtp.passwordFile") == true)
        #expect(fault { $0.port = 0 }?.contains("port") == true)
        #expect(fault { $0.connections = 0 } != nil)
    }

    @Test("A password shows itself to nobody (S6)")
    func secret() {
        var relay = RelaySettings(host: "relay.test", port: 587, helo: "shop.test")
        relay.password = Secret("hunter2")
        var dumped = ""
        dump(relay, to: &dumped)
        for text in [dumped, "\(relay)", String(reflecting: relay), String(describing: relay.password)] {
            #expect(!text.contains("hunter2"))
        }
    }
}
