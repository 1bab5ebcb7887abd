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

    private static let word = Array("canari".utf8)
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Every letter with a zero behind it.
    private static let wide = word.flatMap { [$0, 0] as [UInt8] }

    private static func bytes(_ pieces: [UInt8]...) -> [UInt8] { pieces.flatMap(\.self) }

    /// What may stand in a file, and the password that it is; nil where none is, and then no line may show the letters.
    static let contents: [(bytes: [UInt8], secret: String?)] = [
        (word, "canari"), (bytes(word, [0x0A, 0x0D, 0x0A]), "canari"), (Array(" canari ".utf8), " canari "),
        (Array("canari é 😀".utf8), "canari é 😀"),
        // With a byte order mark.
        (bytes(mark, word), "canari"), (bytes(mark, word, [0x0D, 0x0A]), "canari"), (mark, nil),
        (bytes(mark, [0x0A]), nil),
        // Latin-1 and Windows-1252.
        (bytes(word, [0xE9]), nil), (bytes([0xE9], word), nil), (bytes(word, [0x80]), nil),
        // UTF-16, with its mark and without.
        (bytes([0xFF, 0xFE], wide), nil), (bytes([0xFE, 0xFF, 0], wide), nil), (wide, nil),
        // A letter cut in two, one written too long, half of a pair.
        (bytes(word, [0xC3]), nil), (bytes(word, [0xC0, 0x80]), nil), (bytes(word, [0xED, 0xA0, 0x80]), nil),
        ([], nil), ([0x0A], nil), (bytes(word, [0x0A], word), nil), (bytes(word, [0]), nil),
    ]

    @Test("A password in another encoding, with a byte order mark, or none at all", arguments: contents)
    func encodings(bytes: [UInt8], secret: String?) throws {
        try TemporaryFolder.with { folder in
            let path = folder.path + "/password"
            #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
            if let secret {
                #expect(try SecretFile(path, credentialsDirectory: nil).secret == secret)
            } else {
                let error = #expect(throws: SecretFile.Unreadable.self) {
                    try SecretFile(path, credentialsDirectory: nil)
                }
                let fault = try #require(error?.fault)
                #expect(fault.hasPrefix(path) && !fault.contains("canari") && !fault.contains("\n"), "\(fault)")
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
