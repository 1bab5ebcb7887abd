import TestServers
import Testing

@testable import facteur

/// Logins that people write where they have no place. Whoever finds another one adds it to a table: no line may repeat what stands last.
@Suite("No line repeats a login", .timeLimit(.minutes(2)))
struct ShownValueTests {
    typealias Case = (setting: String, value: String, hidden: [String])

    static let wrong: [Case] = [
        ("smtp.url", "smtp://user:p@ss@host", ["user", "p@ss", "ss@", "@host"]),
        ("smtp.url", "smtp://user:hunter2@host:587", ["user", "hunter2"]),
        ("smtp.url", "smtp://user@host", ["user"]), ("smtp.url", "SMTP://user:hunter2@host", ["hunter2"]),
        ("smtp.url", "smtp://user:p%40hunter2@host", ["hunter2"]),
        ("smtp.url", "smtp://user:hunter2%40host", ["hunter2"]),
        ("smtp.url", "smtp://p%40hunter2", ["hunter2"]), ("smtp.url", "smtp://user:hunter2", ["hunter2"]),
        ("smtp.url", "smtp://user:314159265", ["314159265"]), ("smtp.url", "user:hunter2@host", ["hunter2"]),
        ("smtp.url", "smtp:user:hunter2@host", ["hunter2"]),
        ("smtp.url", "smtp://user:hun/ter2@host", ["hun", "ter2"]),
        ("smtp.url", "smtp://host?password=hunter2", ["hunter2"]), ("smtp.url", "smtp://host/#hunter2@", ["hunter2"]),
        ("smtp.url", "smtp://good.example, smtp://user:hunter2@host", ["hunter2"]),
        ("smtp.url", "smtp://user:hun,ter2@host", ["hun", "ter2"]),
        ("smtp.url", "http://user:hunter2@host", ["hunter2"]),
        ("smtp.url", "smtp://user:hunter2@[::1]:25", ["hunter2"]), ("smtp.url", "smtp://:hunter2@host", ["hunter2"]),
        ("database.url", "mysql://user:hunter2@host/shop", ["user", "hunter2"]),
        ("database.url", "postgresql://user:p@hunter2@host/shop", ["hunter2", "p@"]),
        ("database.url", "postgresql://user:p/hunter2@host/shop", ["hunter2"]),
        ("database.url", "postgresql://user:hunter2", ["hunter2"]),
        ("database.url", "postgresql:/user:hunter2@host", ["hunter2"]),
        ("database.url", "postgresql://user:p?hunter2@host/shop", ["hunter2"]),
        ("database.url", "hunter2", ["hunter2"]),
        ("database.url", "postgresql://u:p@h/shop\n?hunter2", ["hunter2"]),
        ("database.passwordFile", "hunter2", ["hunter2"]), ("database.passwordFile", "/hunter2", ["hunter2"]),
        ("database.passwordFile", "hunter2\n", ["hunter2"]),
        ("smtp.passwordFile", "hunter2", ["hunter2"]), ("smtp.passwordFile", "hunter2\t", ["hunter2"]),
        ("smtp.username", "user:hunter2\n", ["user", "hunter2"]),
        ("web.publicUrl", "https://user:hunter2@shop.fr", ["user", "hunter2"]),
        ("web.publicUrl", "http://shop.fr/?key=hunter2", ["hunter2"]),
        ("web.publicUrl", "user:hunter2@shop.fr", ["hunter2"]),
        ("shop.url", "ftp://user:hunter2@shop.fr/", ["hunter2"]),
        ("shop.logoUrl", "https://hunter2@shop.fr/l.png", ["hunter2"]),
        ("web.listen", "user:hunter2@127.0.0.1:8025", ["hunter2"]),
        ("admin.listen", "http://user:hunter2@:1", ["hunter2"]),
        ("mail.helo", "user:hunter2@worker", ["hunter2"]), ("mail.from", "smtp://user:hunter2@shop.fr", ["hunter2"]),
        ("mail.replyTo", "user:hunter2@shop", ["hunter2"]), ("log.format", "hunter2@host", ["hunter2"]),
        ("smtp.weights", "smtp://user:hunter2", ["hunter2"]),
    ]

    /// The right place of a login, by the section in which it was wrong.
    private static let advice = [
        "smtp.url": ["smtp.username", "smtp.passwordFile"], "database.url": ["database.passwordFile"],
    ]

    @Test(
        "A wrong value that may be one is not shown, in the file or in the environment; its right place is named",
        arguments: wrong)
    func values(example: Case) throws {
        let setting = try #require(SettingsTable.definition(named: example.setting))
        let keys = example.setting.split(separator: ".")
        let quoted = example.value.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing(
            "\t", with: "\\t")
        for (text, environment) in [
            ("\(keys[0]):\n  \(keys[1]): \"\(quoted)\"\n", [:]), ("", [setting.variable: example.value]),
        ] as [(String, [String: String])] {
            let error = try #require(throws: CommandError.self) {
                try SettingsReader.read(
                    SettingsFile(path: "facteur.yaml", text: text), for: .worker, environment: environment)
            }
            let line = try #require(
                error.lines.first { $0.hasPrefix("setting \(example.setting): ") && !$0.contains("must be set") })
            let words = line.replacing("smtp.username", with: "").replacing("postgresql://user@host", with: "")
            let said = words.split(separator: "allowed:").first ?? ""
            for hidden in example.hidden { #expect(!said.contains(hidden), "\(line)") }
            #expect(!error.lines.joined().contains("hunter2"), "\(error.lines)")
            for place in Self.advice[example.setting] ?? [] { #expect(line.contains(place), "\(line)") }
        }
    }

    static let shapes = [
        "database: postgresql://user:hunter2@host/shop", "database: {postgresql://user:hunter2@host/shop}",
        "database:\n  url:\n    password: hunter2", "database: {url: [hunter2, {a: hunter2}]}",
        "database: {url: {hunter2: x}}",
        "smtp:\n  smtp://user:hunter2@host: x", "smtp: {password: hunter2}",
        "smtp: {passwordFile: {password: hunter2}}",
        "smtp: {url: {user: me, password: hunter2}}", "smtp: {url: *hunter2}", "smtp: {url: !hunter2 [a, b]}",
        "smtp: {url: \"smtp://user:hunter2@host}", "\"user:hunter2@host\": a\n\"user:hunter2@host\": b",
        "database: {url: postgresql://user:hunter2@host/shop, url: x}", "smtp:\n\turl: hunter2", "- hunter2", "hunter2",
    ]

    @Test("Nor is one in YAML of another shape", arguments: shapes)
    func yaml(text: String) throws {
        let error = try #require(throws: CommandError.self) {
            try SettingsReader.read(SettingsFile(path: "facteur.yaml", text: text), for: .worker, environment: [:])
        }
        #expect(!error.lines.joined().contains("hunter2"), "\(error.lines)")
    }

    @Test("What is no login is shown, so that the slip is seen")
    func harmless() {
        for (value, content) in [
            ("relay.shop.fr", ShownValue.Content.url), ("http://relay.shop.fr:8080/x", .url),
            ("smtp://[::1]:25/x", .url),
            ("maybe", .words), ("Boutique <compte@boutique>", .mailbox), ("compte", .mailbox),
        ] {
            #expect(ShownValue.text(value, content) == "\"\(value)\"")
        }
    }

    @Test(
        "Nor does the line about a wrong command, or about a database that cannot be reached",
        arguments: [
            ["migrate", "postgresql://user:hunter2@host/shop"], ["status", "--url", "smtp://user:p@hunter2@host"],
            ["doctor", "host=h password=hunter2"], ["status", "smtp://user:hunter2@host"],
        ])
    func commands(arguments: [String]) async throws {
        let result = try await Binary(environment: ["FACTEUR_DATABASE_URL": "postgresql://127.0.0.1:1/x"]).run(
            arguments)
        #expect(result.code == 64)
        #expect(!(result.output + result.error).contains("hunter2"), "\(result.error)")
    }

    @Test(
        "Schemes are read in capitals too, and kept in lower case",
        arguments: [
            ("smtp.url", "SMTP://relay.shop.fr", "smtp://relay.shop.fr:587"),
            ("smtp.url", "SmtpS://relay.shop.fr", "smtps://relay.shop.fr:465"),
            ("web.publicUrl", "HTTPS://lettre.shop.fr/A", "https://lettre.shop.fr/A"),
            ("shop.url", "Http://LOCALHOST:8080/", "http://LOCALHOST:8080/"),
            ("database.url", "POSTGRESQL://u@h/Shop", "postgresql://u@h/Shop"),
            ("database.url", "password=A://B host=h", "password=A://B host=h"),
        ])
    func schemes(setting: String, text: String, kept: String) throws {
        let value = try #require(SettingsTable.definition(named: setting)).parse([text])
        #expect((value as? String) == kept || (value as? [RelayURL])?.map(\.text) == [kept])
    }
}
