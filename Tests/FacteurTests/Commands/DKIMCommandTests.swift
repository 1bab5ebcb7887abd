import Foundation
import TestServers
import Testing

@testable import facteur

@Suite("A new key for signing (M26)", .timeLimit(.minutes(2)))
struct DKIMCommandTests {
    private func withFolder(_ body: (TemporaryFolder) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await body(folder)
    }

    @Test("It goes into a file that nobody else can read, and its settings are allowed as they are shown")
    func file() async throws {
        try await withFolder { folder in
            let path = folder.path + "/s2026.pem"
            let result = try await Binary().run("dkim", "new", "Shop.Example", "s2026", "--out", path)
            #expect(result.code == 0 && result.error.isEmpty, "\(result.error)")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(result.output.contains("s2026._domainkey.shop.example. IN TXT (\n"))
            let needed =
                "database: {url: 'postgresql:///f'}\nsmtp: {url: smtp://relay.fr}\nmail: {from: a@shop.example}\n"
            let shown = try #require(result.output.firstRange(of: "dkim:\n"))
            let text = needed + result.output[shown.lowerBound...]
            let settings = try SettingsReader.read(
                SettingsFile(path: "f.yaml", text: text), for: .worker, environment: [:])
            #expect(settings[Keys.DKIM.keyFile.of("shop.example")] == [path])
        }
    }

    @Test("No file is overwritten, and the key that is in it stays")
    func existing() async throws {
        try await withFolder { folder in
            let path = try folder.write("precious", to: "key.pem")
            let result = try await Binary().run("dkim", "new", "shop.example", "s", "--ed25519", "--out", path)
            #expect(result.code == 1)
            #expect(result.errorLines.count == 1 && result.error.contains("is there already"), "\(result.error)")
            #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
        }
    }

    @Test(
        "Wrong usage is 64, and leaves no file",
        arguments: [
            ["shop", "s"], ["shop.example", "s_1"], ["shop.example", "s", "--bits", "1024"],
            ["shop.example", "s", "--bits", "8192"], ["shop.example", "s", "--bits", "2050"], ["shop.example"],
        ])
    func usage(arguments: [String]) async throws {
        try await withFolder { folder in
            let path = folder.path + "/key.pem"
            let result = try await Binary().run(["dkim", "new"] + arguments + ["--out", path])
            #expect(result.code == 64)
            #expect(result.errorLines.count == 1, "\(result.error)")
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
