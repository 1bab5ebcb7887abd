import FoundationEssentials
import Glibc
import TestServers
import Testing

@testable import facteur

@Suite("A secret in a file")
struct SecretFileTests {
    @Test("The line break that an editor adds is not part of the secret")
    func lineBreak() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("hunter2\r\n", to: "password")
            chmod(path, 0o600)
            let file = try SecretFile(path, credentialsDirectory: nil)
            #expect(file.secret == "hunter2")
            #expect(!file.isExposed)
        }
    }

    @Test("A relative name is looked for in systemd's credentials first")
    func credentials() throws {
        try TemporaryFolder.with { folder in
            _ = try folder.write("from systemd", to: "relay")
            #expect(try SecretFile("relay", credentialsDirectory: folder.path).secret == "from systemd")
        }
    }

    @Test(
        "An empty, a long or a missing file is a fault that does not show the content",
        arguments: ["", "\n", "one\ntwo"])
    func faults(content: String) throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write(content, to: "password")
            let error = try #require(throws: SecretFile.Unreadable.self) {
                try SecretFile(path, credentialsDirectory: nil)
            }
            #expect(error.fault == "\(path) must hold the secret on one line and nothing else")
            #expect(throws: SecretFile.Unreadable.self) {
                try SecretFile(folder.path + "/absent", credentialsDirectory: nil)
            }
        }
    }

    @Test("A file that everybody can read is a warning; one that is missing is a fault of its key")
    func exposure() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("hunter2", to: "password")
            chmod(path, 0o644)
            let text = "database: {url: 'postgresql:///facteur', passwordFile: '\(path)'}"
            let settings = try SettingsReader.read(
                SettingsFile(path: "f.yaml", text: text), for: .outbox, environment: [:])
            #expect(settings.secret(Keys.Database.passwordFile) == "hunter2")
            #expect(
                settings.warnings == [
                    "database.passwordFile: every user of this machine can read \(path): chmod o-r \(path)"
                ])

            let error = try #require(throws: CommandError.self) {
                try SettingsReader.read(
                    SettingsFile(path: "f.yaml", text: text), for: .outbox,
                    environment: ["FACTEUR_DATABASE_PASSWORD_FILE": "/nowhere/at/all"])
            }
            #expect(
                error.lines.first?.hasPrefix("setting database.passwordFile: FACTEUR_DATABASE_PASSWORD_FILE:") == true)
        }
    }
}
