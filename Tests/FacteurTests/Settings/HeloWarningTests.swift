import Testing

@testable import facteur

@Suite("The name that is said to relays")
struct HeloWarningTests {
    @Test(
        "A name that no relay can look up is warned of, set or not",
        arguments: ["vm", "localhost", "vm.local", "web1.lan"])
    func unknown(name: String) throws {
        #expect(try Self.warnings(helo: nil, hostName: name).contains { $0.hasPrefix("mail.helo is not set") })
        #expect(
            try Self.warnings(helo: name, hostName: "a.shop.example").contains { $0.hasPrefix("mail.helo is \(name)") })
    }

    @Test("A full name is none to speak of", arguments: ["worker.shop.example", "a.b.c.shop.fr"])
    func known(name: String) throws {
        #expect(try Self.warnings(helo: nil, hostName: name).isEmpty)
        #expect(try Self.warnings(helo: name, hostName: "vm").isEmpty)
    }

    private static func warnings(helo: String?, hostName: String) throws -> [String] {
        var environment = ["FACTEUR_MAIL_FROM": "compte@boutique.example"]
        environment["FACTEUR_MAIL_HELO"] = helo
        let settings = try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: ""), for: .templates, environment: environment)
        return SettingsWarnings.warnings(settings, hostName: hostName).filter { $0.hasPrefix("mail.helo") }
    }
}
