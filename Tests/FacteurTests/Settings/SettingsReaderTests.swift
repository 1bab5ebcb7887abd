import FoundationEssentials
import Mail
import Testing

@testable import facteur

@Suite("The settings")
struct SettingsReaderTests {
    private static let needed = """
        database:
          url: postgresql:///facteur
        smtp:
          url: smtp://relay.shop.fr
        mail:
          from: Boutique L’Œuf <compte@boutique.example>

        """

    private func read(
        _ text: String, _ environment: [String: String] = [:], for purpose: SettingsScope = .worker
    ) throws -> Settings {
        try SettingsReader.read(
            SettingsFile(path: "facteur.yaml", text: text), for: purpose, environment: environment)
    }

    private func faults(
        _ text: String, _ environment: [String: String] = [:], for purpose: SettingsScope = .worker
    ) throws -> [String] {
        let error = try #require(throws: CommandError.self) { _ = try read(text, environment, for: purpose) }
        #expect(error.code == .settings)
        return error.lines
    }

    @Test("Three keys are enough for a worker; the rest has defaults")
    func defaults() throws {
        let settings = try read(Self.needed)
        #expect(settings[Keys.SMTP.url]?.map(\.text) == ["smtp://relay.shop.fr:587"])
        #expect(settings[Keys.SMTP.tls] == .required)
        #expect(settings[Keys.SMTP.Timeouts.dot] == .seconds(600))
        #expect(settings[Keys.Mail.from]?.name == "Boutique L’Œuf")
        #expect(settings[Keys.Mail.replyTo] == nil)
        #expect(settings[Keys.Web.listen].text == "127.0.0.1:8025")
    }

    @Test("Every default is a value that its own key allows")
    func defaultsAreAllowed() {
        for setting in SettingsTable.all {
            guard let text = setting.defaultText else { continue }
            let texts = setting.isList ? text.split(separator: ", ").map(String.init) : [text]
            #expect(setting.parse(texts) != nil, "\(setting.name): \(text)")
        }
    }

    @Test("Every key and every variable is there once")
    func keysAreDistinct() {
        #expect(Set(SettingsTable.all.map(\.name)).count == SettingsTable.all.count)
        #expect(Set(SettingsTable.all.map(\.variable)).count == SettingsTable.all.count)
    }

    @Test("A key's variable has the words of its name in capitals")
    func variables() {
        #expect(Keys.SMTP.url.variable == "FACTEUR_SMTP_URL")
        #expect(Keys.SMTP.caFile.variable == "FACTEUR_SMTP_CA_FILE")
        #expect(Keys.Retry.bulkGiveUpAfter.variable == "FACTEUR_RETRY_BULK_GIVE_UP_AFTER")
        #expect(Keys.Web.publicURL.variable == "FACTEUR_WEB_PUBLIC_URL")
        #expect(Keys.SMTP.Timeouts.dot.variable == "FACTEUR_SMTP_TIMEOUTS_DOT")
    }

    @Test("The environment goes before the file, for every key", arguments: SettingsTable.all.map(\.name))
    func environmentWins(name: String) throws {
        let setting = try #require(SettingsTable.definition(named: name))
        let faults = try faults(Self.needed, [setting.variable: "\u{7}"])
        #expect(faults.contains { $0.hasPrefix("setting \(name): \(setting.variable):") }, "\(faults)")
    }

    @Test("A list is a sequence or a line with commas in the file, a line with commas in the environment")
    func lists() throws {
        let sequence = try read(Self.needed + "retry: {bulk: {delays: [5s, 1h30m]}}")
        #expect(sequence[Keys.Retry.bulkDelays] == [.seconds(5), .seconds(5400)])
        let line = try read(Self.needed + "retry: {bulk: {delays: '5s, 2m'}}")
        #expect(line[Keys.Retry.bulkDelays] == [.seconds(5), .seconds(120)])
        let variable = try read(Self.needed, ["FACTEUR_RETRY_BULK_DELAYS": "7, 2m"])
        #expect(variable[Keys.Retry.bulkDelays] == [.seconds(7), .seconds(120)])
    }

    @Test("The environment alone is enough")
    func environmentOnly() throws {
        let settings = try read(
            "",
            [
                "FACTEUR_DATABASE_URL": "postgresql:///facteur",
                "FACTEUR_SMTP_URL": "smtps://a.shop.fr, smtp://b.shop.fr:25",
                "FACTEUR_MAIL_FROM": "compte@shop.fr", "PATH": "/bin",
            ])
        #expect(settings[Keys.SMTP.url]?.map(\.text) == ["smtps://a.shop.fr:465", "smtp://b.shop.fr:25"])
    }

    @Test("All faults come at once, each with its key, its line and what is allowed")
    func allAtOnce() throws {
        let faults = try faults(
            """
            smtp:
              url: relay.shop.fr
              tls: maybe
              conections: 4
            log:
              format: xml
            retry:
              bulk:
                delays: [5s, soon]
            """, ["FACTEUR_WEB_LISTEN": "here", "FACTEUR_SMPT_URL": "smtp://relay.shop.fr"])
        let expected = [
            "setting smtp.conections: facteur.yaml, line 4: is no key: did you mean smtp.connections?",
            "setting smtp.url: facteur.yaml, line 2: \"relay.shop.fr\"; allowed: smtp://",
            "setting smtp.tls: facteur.yaml, line 3: \"maybe\"; allowed: required or none",
            "setting log.format: facteur.yaml, line 6: \"xml\"; allowed: auto or text or json or journal",
            "setting retry.bulk.delays: facteur.yaml, line 9: \"5s, soon\"; allowed: durations",
            "setting web.listen: FACTEUR_WEB_LISTEN: \"here\"; allowed: host:port",
            "setting FACTEUR_SMPT_URL: environment: is no key: did you mean FACTEUR_SMTP_URL?",
            "setting database.url: neither in the settings file nor in FACTEUR_DATABASE_URL: must be set",
            "setting mail.from: neither in the settings file nor in FACTEUR_MAIL_FROM: must be set",
        ]
        for line in expected { #expect(faults.contains { $0.hasPrefix(line) }, "\(line) is not in \(faults)") }
        #expect(faults.count == expected.count)
    }

    @Test("A command that only talks to the outbox needs no relay")
    func purposes() throws {
        #expect(throws: Never.self) { try read("", ["FACTEUR_DATABASE_URL": "postgresql:///x"], for: .outbox) }
        #expect(throws: Never.self) { try read("", for: .templates) }
    }

    @Test("A wrong value of a secret key is not shown")
    func secretsAreNotShown() throws {
        let faults = try faults("database: {url: 'mysql://hunter2@host'}", for: .outbox)
        #expect(faults.count == 1)
        #expect(!faults.joined().contains("hunter2"))
    }

    @Test("Broken YAML is told by its line and not quoted: it may hold a password")
    func brokenYAML() throws {
        let faults = try faults("database:\n  url: \"postgresql://u:hunter2@h/d\n", for: .outbox)
        #expect(faults.contains { $0.contains("facteur.yaml, line") && $0.contains("is no YAML") }, "\(faults)")
        #expect(!faults.joined().contains("hunter2"))
    }

    @Test("A key written twice, a section for a value, a value for a section, a key without a value")
    func shapes() throws {
        #expect(try faults("log: {level: info}\nlog: {level: debug}", for: .templates)[0].contains("is written twice"))
        #expect(try faults("log: {level: {a: b}}", for: .templates)[0].contains("must be a value, not a section"))
        #expect(
            try faults("log: info", for: .templates)[0].contains("setting log: facteur.yaml, line 1: must be a section")
        )
        #expect(try faults("log: {level: }", for: .templates)[0].contains("has no value; allowed: debug or info"))
        #expect(try faults("- log", for: .templates)[0].contains("must be a section"))
        #expect(throws: Never.self) { try read("# nothing\nlog:\n", for: .templates) }
    }

    @Test(
        "TLS may be left out for a relay on this machine alone",
        arguments: [
            ("smtp://127.0.0.1:2525", true), ("smtp://localhost:25", true), ("smtp://[::1]:25", true),
            ("smtp://127.evil.example:25", false), ("smtp://relay.shop.fr", false),
            ("smtp://localhost:25, smtp://relay.shop.fr", false), ("smtp://127.0.0.1.shop.fr", false),
        ])
    func plainLine(url: String, isAllowed: Bool) throws {
        let environment = ["FACTEUR_SMTP_URL": url, "FACTEUR_SMTP_TLS": "none"]
        if isAllowed {
            #expect(try read(Self.needed, environment)[Keys.SMTP.tls] == .none)
        } else {
            let faults = try faults(Self.needed, environment)
            #expect(
                faults.count == 1
                    && faults[0].contains("setting smtp.tls: FACTEUR_SMTP_TLS: none is for a relay on this machine"))
        }
    }

    @Test("A login without a password, and a reserve that leaves newsletters nothing")
    func combinations() throws {
        #expect(try faults(Self.needed, ["FACTEUR_SMTP_USERNAME": "me"])[0].contains("setting smtp.passwordFile"))
        let reserve = ["FACTEUR_SMTP_CONNECTIONS": "2", "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "2"]
        #expect(try faults(Self.needed, reserve)[0].contains("setting smtp.reservedForTransactional"))
    }

    @Test("Each relay has its weight, or none has", arguments: ["1", "1,2,3", "0,0", "1,-1", "1,1001", "much,little"])
    func wrongWeights(weights: String) throws {
        let two = ["FACTEUR_SMTP_URL": "smtp://a.shop.fr, smtp://b.shop.fr", "FACTEUR_SMTP_WEIGHTS": weights]
        let faults = try faults(Self.needed, two)
        #expect(faults.count == 1)
        #expect(faults[0].contains("setting smtp.weights: FACTEUR_SMTP_WEIGHTS: "), "\(faults)")
    }

    @Test("Weights are read in the order of the relays")
    func weights() throws {
        let two = ["FACTEUR_SMTP_URL": "smtp://a.shop.fr, smtp://b.shop.fr", "FACTEUR_SMTP_WEIGHTS": "3,0"]
        #expect(try read(Self.needed, two)[Keys.SMTP.weights] == [3, 0])
    }

    @Test("An empty variable is one that is not set")
    func emptyVariable() throws {
        #expect(try read(Self.needed, ["FACTEUR_LOG_FORMAT": "", "FACTEUR_NOBODY": ""])[Keys.Log.format] == .auto)
    }
}
