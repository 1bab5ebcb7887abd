import DKIM
import Glibc
import Logging
import Mail
import TestServers
import Testing

@testable import facteur

@Suite("Keys for signing in the settings (M26)")
struct SigningKeySettingsTests {
    private static let needed = """
        database: {url: 'postgresql:///facteur'}
        smtp: {url: smtp://relay.shop.example}
        mail: {from: compte@shop.example, bulkFrom: lettre@lettre.shop.example}

        """

    private func read(
        _ text: String, _ environment: [String: String] = [:], for scope: SettingsScope = .worker
    ) throws -> Settings {
        try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: Self.needed + text), for: scope, environment: environment)
    }

    private func faults(_ text: String, _ environment: [String: String] = [:]) throws -> [String] {
        try #require(throws: CommandError.self) { _ = try read(text, environment) }.lines
    }

    /// Two good keys, their files' names in alphabetical order, and a folder for more.
    private func withKeys(_ body: (_ rsa: String, _ ed25519: String, TemporaryFolder) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let rsa = try folder.write(try SigningKey.newRSA(bits: 2048).pem, to: "a.pem")
            try body(rsa, try folder.write(SigningKey.newEd25519().pem, to: "b.pem"), folder)
        }
    }

    @Test("A domain has one key or several, in the file or in variables that name the domain with each value")
    func forms() throws {
        try withKeys { rsa, ed25519, _ in
            let variables = [
                "FACTEUR_DKIM_SELECTOR": "shop.example=a, Shop.Example=b",
                "FACTEUR_DKIM_KEY_FILE": "shop.example=\(rsa),shop.example=\(ed25519)",
            ]
            for (text, environment) in [
                ("dkim:\n  shop.example:\n    selector: [a, b]\n    keyFile: [\(rsa), \(ed25519)]\n", [:]),
                ("dkim: {Shop.Example: {selector: 'a, b', keyFile: '\(rsa), \(ed25519)'}}", [:]), ("", variables),
                ("dkim: {other.example: {selector: x, keyFile: /nowhere}}", variables),
            ] {
                let settings = try read(text, environment)
                #expect(settings.names(of: Keys.DKIM.selector) == ["shop.example"])
                #expect(settings[Keys.DKIM.selector.of("shop.example")]?.map(\.name) == ["a", "b"])
                #expect(settings[Keys.DKIM.keyFile.of("shop.example")] == [rsa, ed25519])
                #expect(try DKIMSigner(settings, Logger(label: "test")) != nil)
            }
            let one = try read("dkim: {shop.example: {selector: s.2026, keyFile: \(rsa)}}")
            #expect(one[Keys.DKIM.selector.of("shop.example")]?.map(\.name) == ["s.2026"])
        }
    }

    @Test("Without a key Facteur signs nothing, and says nothing of it")
    func none() throws {
        let settings = try read("")
        #expect(try DKIMSigner(settings, Logger(label: "test")) == nil)
        #expect(!SettingsWarnings.warnings(settings, hostName: "w.shop.example").contains { $0.contains("signed") })
    }

    @Test("A sender whose domain has no key is a warning, where another has one")
    func unsigned() throws {
        try withKeys { rsa, _, _ in
            let settings = try read("dkim: {shop.example: {selector: a, keyFile: \(rsa)}}")
            let warnings = SettingsWarnings.warnings(settings, hostName: "w.shop.example").filter {
                $0.contains("signed")
            }
            #expect(
                warnings == [
                    "mail.bulkFrom: its mail is not signed: no key below dkim is for lettre.shop.example: facteur dkim new"
                ])
        }
    }

    /// What is written below `dkim`, with KEY for a good file, and how the fault begins.
    static let wrong: [(text: String, fault: String)] = [
        ("shop: {selector: a, keyFile: KEY}", "dkim.shop: f.yaml, line 4: allowed below dkim: a domain"),
        ("selector: a", "dkim.selector: f.yaml, line 4: allowed below dkim: a domain"),
        ("shop.example: a", "dkim.shop.example: f.yaml, line 4: must be a section"),
        (
            "shop.example: {selektor: a, keyFile: KEY}",
            "dkim.shop.example.selektor: f.yaml, line 4: is no key: did you mean dkim.shop.example.selector?"
        ),
        (
            "shop.example: {keyFile: KEY}",
            "dkim.shop.example.selector: neither in the settings file nor in FACTEUR_DKIM_SELECTOR: must be set"
        ),
        (
            "shop.example: {selector: a}",
            "dkim.shop.example.keyFile: neither in the settings file nor in FACTEUR_DKIM_KEY_FILE: must be set"
        ),
        (
            "shop.example: {selector: a_b, keyFile: KEY}",
            "dkim.shop.example.selector: f.yaml, line 4: \"a_b\"; allowed: a name of letters"
        ),
        (
            "shop.example: {selector: [a, b], keyFile: KEY}",
            "dkim.shop.example.keyFile: f.yaml, line 4: allowed: a file for each selector"
        ),
        (
            "shop.example: {selector: [a, a], keyFile: [KEY, KEY]}",
            "dkim.shop.example.selector: f.yaml, line 4: names a key twice"
        ),
        (
            "shop.example: {selector: a, keyFile: /nowhere}",
            "dkim.shop.example.keyFile: f.yaml, line 4: names a file that is not there"
        ),
        (
            "shop.example: {selector: a, keyFile: BROKEN}",
            "dkim.shop.example.keyFile: f.yaml, line 4: BROKEN holds no private key in PEM"
        ),
    ]

    @Test("Each fault is told with its key, its line and what is allowed", arguments: wrong)
    func faults(text: String, fault: String) throws {
        try withKeys { rsa, _, folder in
            let broken = try folder.write("hunter2\n", to: "broken.pem")
            let written = text.replacing("KEY", with: rsa).replacing("BROKEN", with: broken)
            let lines = try faults("dkim: {\(written)}")
            let wanted = "setting \(fault.replacing("BROKEN", with: broken))"
            #expect(lines.contains { $0.hasPrefix(wanted) }, "\(lines)")
            #expect(!lines.joined().contains("hunter2"))
        }
    }

    @Test("A variable whose values name no domain is a fault that says how it is written")
    func variable() throws {
        let lines = try faults("", ["FACTEUR_DKIM_SELECTOR": "s2026"])
        #expect(lines.count == 1)
        let wanted = "setting dkim.<domain>.selector: FACTEUR_DKIM_SELECTOR: \"s2026\"; allowed: a domain such as"
        #expect(lines.first?.hasPrefix(wanted) == true, "\(lines)")
    }

    @Test("A short key and a file that everybody can read are warnings")
    func warnings() async throws {
        let pem = try await Program.output("/usr/bin/openssl", ["genrsa", "1024"])
        try TemporaryFolder.with { folder in
            let key = try folder.write(pem, to: "a.pem")
            #expect(chmod(key, 0o644) == 0)
            let settings = try read("dkim: {shop.example: {selector: a, keyFile: \(key)}}")
            #expect(
                settings.warnings == [
                    "dkim.shop.example.keyFile: \(key) holds an RSA key of 1024 bits, which some mailbox providers refuse: "
                        + "make one of 2048",
                    "dkim.shop.example.keyFile: every user of this machine can read \(key): chmod o-r \(key)",
                ])
        }
    }

    @Test("Commands that send no mail need not be able to read the keys")
    func unread() throws {
        let settings = try read("dkim: {shop.example: {selector: a, keyFile: /nowhere}}", for: .outbox)
        #expect(settings[Keys.DKIM.keyFile.of("shop.example")] == ["/nowhere"])
    }
}
