import Foundation
import TestServers
import Testing

@Suite("facteur doctor --domain and --message", .timeLimit(.minutes(3)))
struct DoctorDomainTests {
    /// What `facteur doctor` is told by the environment; no database.
    private func binary(_ resolver: String, _ more: [String: String] = [:]) -> Binary {
        Binary(
            environment: [
                "FACTEUR_MAIL_FROM": "Boutique <compte@shop.example>", "FACTEUR_MAIL_HELO": "worker.shop.example",
                "FACTEUR_MAIL_RETURN_PATH": "b+{id}@bounce.shop.example", "FACTEUR_SMTP_URL": "smtp://127.0.0.1:1",
                "FACTEUR_SMTP_TLS": "none", "FACTEUR_WEB_PUBLIC_URL": "https://lettre.shop.example",
                "FACTEUR_DOCTOR_RESOLVER": resolver,
            ].merging(more) { $1 })
    }

    @Test("A key and its records: what is in the DNS is ok, what is missing is shown in full")
    func domain() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let made = try await Binary().run(["dkim", "new", "shop.example", "s2026", "--out", "\(folder.path)/key.pem"])
        let record = made.output.matches(of: /"([^"]*)"/).map { String($0.1) }.joined()
        let keys = [
            "FACTEUR_DKIM_SELECTOR": "shop.example=s2026",
            "FACTEUR_DKIM_KEY_FILE": "shop.example=\(folder.path)/key.pem",
        ]
        let zone = Zone(
            """
            shop.example MX 10 mail.shop.example
            bounce.shop.example MX 10 mail.shop.example
            mail.shop.example A 192.0.2.25
            bounce.shop.example TXT v=spf1 ip4:192.0.2.25 -all
            _dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:d@shop.example
            """)
        try await DNSServer.running(zone) { place in
            let result = try await binary(place, keys).run(["doctor", "--domain"])
            #expect(
                result.output.contains(
                    "failing  dkim s2026._domainkey.shop.example: no record, so every signature fails"),
                "\(result.output)")
            #expect(result.output.contains("publish `s2026._domainkey.shop.example. IN TXT \"v=DKIM1; k=rsa; p="))
            #expect(result.output.contains("ok       dmarc shop.example: p=none"))
        }
        try await DNSServer.running(zone + "s2026._domainkey.shop.example TXT \(record)") { place in
            let result = try await binary(place, keys).run(["doctor", "--domain", "--json"])
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
            let checks = try #require(answer["checks"] as? [[String: String]])
            #expect(checks.contains { $0["check"] == "dkim s2026._domainkey.shop.example" && $0["grade"] == "ok" })
            // The relay alone is away.
            #expect(answer["failing"] as? Int == 1, "\(result.output)")
            #expect(result.code == 69)
        }
    }

    @Test("A DNS that is away is 69, and no record is called missing")
    func away() async throws {
        let result = try await binary("127.0.0.1:1").run(["doctor", "--domain"])
        #expect(result.code == 69, "\(result.output)")
        #expect(result.output.contains("no resolver can be reached"))
        #expect(!result.output.contains("publish"))
    }

    @Test("A mail that arrived is judged without settings")
    func message() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let mail = """
            Authentication-Results: mx.client.example; spf=pass smtp.mailfrom=b@bounce.shop.example; dkim=fail header.d=shop.example; dmarc=pass
            From: compte@shop.example
            Subject: Essai

            Bonjour
            """
        try Data(mail.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/essai.eml"))
        try await DNSServer.running(Zone("_dmarc.shop.example TXT v=DMARC1; p=none")) { place in
            let doctor = Binary(environment: ["FACTEUR_DOCTOR_RESOLVER": place])
            let result = try await doctor.run(["doctor", "--message", "\(folder.path)/essai.eml"])
            #expect(result.code == 1)
            #expect(result.output.contains("ok       spf: passes for bounce.shop.example, aligned with From"))
            #expect(result.output.contains("failing  dkim: fail for shop.example"))
            #expect(result.output.contains("failing  Orange: asks of every message, since May 2026"))
        }
        let missing = try await Binary().run(["doctor", "--message", "/nowhere.eml"])
        #expect(missing.code == 1 && missing.errorLines.count == 1, "\(missing.error)")
    }
}
