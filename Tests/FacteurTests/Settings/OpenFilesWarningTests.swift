import Testing

@testable import facteur

@Suite("How many files the connections to relays are")
struct OpenFilesWarningTests {
    @Test("More connections than a process may have files open are warned of, of several relays together")
    func tooMany() throws {
        #expect(try Self.warnings(connections: 1000, openFiles: 1024).count == 1)
        #expect(try Self.warnings(connections: 500, relays: 2, openFiles: 1024).count == 1)
    }

    @Test("As many as fit are none to speak of")
    func fitting() throws {
        #expect(try Self.warnings(connections: 1000, openFiles: 16_384).isEmpty)
        #expect(try Self.warnings(connections: 500, openFiles: 1024).isEmpty)
    }

    private static func warnings(connections: Int, relays: Int = 1, openFiles: Int) throws -> [String] {
        let urls = (0..<relays).map { "smtp://relay\($0).example:587" }
        let settings = try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: ""), for: .templates,
            environment: [
                "FACTEUR_MAIL_FROM": "compte@boutique.example", "FACTEUR_SMTP_URL": urls.joined(separator: ","),
                "FACTEUR_SMTP_CONNECTIONS": "\(connections)",
            ])
        return SettingsWarnings.warnings(settings, hostName: "a.shop.example", openFiles: openFiles).filter {
            $0.hasPrefix("smtp.connections")
        }
    }
}
