import FoundationEssentials
import TestServers
import Testing

@testable import facteur

/// Anybody may add a row: what somebody wrote, and the one line that must come of it.
@Suite("Wrong settings: each one line with key, place and what is allowed")
struct WrongSettingsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var environment: [String: String] = [:]
        /// The beginning of the line.
        let line: String
        /// What else is in it: what is allowed, or what to do.
        let allowed: String

        var testDescription: String { "\(text) \(environment)" }
    }

    /// What a worker needs, so that nothing else is wrong; the wrong key comes behind.
    private static let sound = """
        database: {url: "postgresql:///facteur"}
        smtp: {url: "smtp://relay.shop.fr", SMTP}
        mail: {from: compte@shop.fr, MAIL}

        """

    private static func smtp(_ more: String, _ key: String, _ allowed: String) -> Case {
        Case(
            text: sound.replacing("SMTP", with: more).replacing("MAIL", with: ""),
            line: "setting smtp.\(key): facteur.yaml, line 2: ", allowed: allowed)
    }

    private static func mail(_ more: String, _ key: String, _ allowed: String) -> Case {
        Case(
            text: sound.replacing("SMTP", with: "").replacing("MAIL", with: more),
            line: "setting mail.\(key): facteur.yaml, line 3: ", allowed: allowed)
    }

    /// A section of its own, on the fifth line.
    private static func more(_ text: String, _ key: String, _ allowed: String) -> Case {
        Case(
            text: plain + text, line: "setting \(key): facteur.yaml, line 5: ", allowed: allowed)
    }

    private static let plain = sound.replacing("SMTP", with: "").replacing("MAIL", with: "") + "# all that is needed\n"

    private static func variable(_ name: String, _ value: String, _ key: String, _ allowed: String) -> Case {
        Case(text: plain, environment: [name: value], line: "setting \(key): ", allowed: allowed)
    }

    static let cases: [Case] = [
        // Wrong types and shapes.
        smtp("connections: many", "connections", "allowed: a whole number from 1 to 1000"),
        smtp("connections: 0", "connections", "allowed: a whole number from 1 to 1000"),
        smtp("connections: 8.5", "connections", "allowed: a whole number"),
        smtp("connections: -1", "connections", "allowed: a whole number"),
        smtp("connections: [1, 2]", "connections", "allowed: a whole number"),
        smtp("connections: 1e3", "connections", "allowed: a whole number"),
        smtp("connections: {a: b}", "connections", "must be a value, not a section"),
        smtp("connections: ", "connections", "has no value; allowed: a whole number"),
        smtp("connections: null", "connections", "has no value; allowed: a whole number"),
        smtp("tls: true", "tls", "allowed: required or none"),
        smtp("tls: none", "tls", "relay.shop.fr is another; allowed: required"),
        smtp("weights: [1, 2]", "weights", "allowed: a number for each of the 1 relays"),
        smtp("reservedForTransactional: 8", "reservedForTransactional", "allowed: less than smtp.connections"),
        smtp("provider: postfix", "provider", "allowed: brevo"),
        smtp("caFile: /nowhere/ca.pem", "caFile", "/nowhere/ca.pem is not readable"),
        smtp("caFile: /etc/hostname", "caFile", "holds no certificate; allowed: certificates in PEM"),
        smtp("caFile: /etc", "caFile", "/etc is not readable"),
        smtp("username: me", "passwordFile", "smtp.username needs it").placed("neither in the settings file nor in"),
        // Durations.
        smtp("connectionAge: 10 minutes", "connectionAge", "allowed: a duration from 1s to 1d"),
        smtp("connectionAge: 48h", "connectionAge", "allowed: a duration from 1s to 1d"),
        smtp("connectionAge: '1,5h'", "connectionAge", "allowed: a duration").placed("facteur.yaml, line 2"),
        smtp("timeouts: {dot: never}", "timeouts.dot", "allowed: a duration from 100ms to 1h"),
        smtp("timeouts: {dott: 5s}", "timeouts.dott", "did you mean smtp.timeouts.dot?"),
        more("retry: {bulk: {delays: [5s, soon]}}", "retry.bulk.delays", "allowed: durations"),
        more("retry: {bulk: {delays: []}}", "retry.bulk.delays", "allowed: durations"),
        more("retention: {messages: 12h}", "retention.messages", "allowed: a duration from 1d"),
        more("suppression: {expires: none}", "suppression.expires", "or never"),
        // URLs, with logins in them too.
        Case(
            text: plain.replacing("smtp://relay.shop.fr", with: "relay.shop.fr:587"),
            line: "setting smtp.url: facteur.yaml, line 2: \"relay.shop.fr:587\"", allowed: "allowed: smtp://host:587"),
        Case(
            text: plain.replacing("smtp://relay.shop.fr", with: "smtp://localhost"),
            line: "setting smtp.url: facteur.yaml, line 2: \"smtp://localhost\"", allowed: "smtp://localhost:25"),
        Case(
            text: plain.replacing("smtp://relay.shop.fr", with: "smtp://me:hunter2@relay.shop.fr"),
            line: "setting smtp.url: facteur.yaml, line 2: is not allowed, and not shown", allowed: "smtp.passwordFile"),
        Case(
            text: plain.replacing("smtp://relay.shop.fr", with: "smtp://relay.shop.fr:587/helo"),
            line: "setting smtp.url: facteur.yaml, line 2: ", allowed: "allowed: smtp://host:587"),
        Case(
            text: plain.replacing("smtp://relay.shop.fr", with: "smtp://relay.shop.fr:70000"),
            line: "setting smtp.url: facteur.yaml, line 2: ", allowed: "allowed: smtp://host:587"),
        Case(
            text: plain.replacing("postgresql:///facteur", with: "mysql://me:hunter2@db/shop"),
            line: "setting database.url: facteur.yaml, line 1: is not allowed, and not shown",
            allowed: "allowed: postgresql://user@host:port/database"),
        Case(
            text: plain.replacing("postgresql:///facteur", with: "postgresql://me:hun@ter2@db/shop"),
            line: "setting database.url: facteur.yaml, line 1: is not allowed, and not shown",
            allowed: "percent-encoded"),
        more(
            "web: {publicUrl: http://lettre.shop.fr}", "web.publicUrl", "allowed: an address that begins with https://"),
        more("web: {listen: 8025}", "web.listen", "allowed: host:port"),
        more("web: {listen: 127.0.0.1:80250}", "web.listen", "allowed: host:port"),
        more("web: {listen: 127.0.0.1:9025}", "web.listen", "is admin.listen too; allowed: a port of its own"),
        more("web: {adminListen: ':8025'}", "web.adminListen", "is web.listen too; allowed: a port of its own"),
        more("web: {proxies: [10.0.0.0/33]}", "web.proxies", "allowed: addresses and networks"),
        more("web: {requestsPerMinute: 0}", "web.requestsPerMinute", "allowed: a whole number from 1"),
        more("web: {confirmUnsubscribe: yes}", "web.confirmUnsubscribe", "allowed: true or false"),
        more("doctor: {resolver: 'ns.shop.fr:53'}", "doctor.resolver", "allowed: an address of IPv4 and a port"),
        // Addresses, names, words.
        mail("replyTo: nobody", "replyTo", "allowed: one address alone"),
        mail("replyTo: [a@shop.fr, b@shop.fr]", "replyTo", "allowed: one address alone"),
        mail("helo: my host", "helo", "allowed: a host name"),
        mail("returnPath: 'b+{identity}@shop.fr'", "returnPath", "allowed: an address, with {id}"),
        mail("locale: de", "locale", "allowed: "),
        mail("unsubscribeMailto: a-very-long-mailbox-name@shop.fr", "unsubscribeMailto", "at most 20 characters"),
        more("shop: {colours: {accent: blue}}", "shop.colours.accent", "allowed: a colour such as #1a4d7a"),
        more("shop: {colours: {masthead: 12324f}}", "shop.colours.masthead", "allowed: a colour such as #1a4d7a"),
        more(
            "shop: {colours: {accent: '#f2c14e', accentText: '#ffffff'}}", "shop.colours.accentText",
            "on shop.colours.accent (#f2c14e) is 1.67; allowed: at least 4.5"),
        more(
            "shop: {colours: {accentDark: '#1a4d7a'}}", "shop.colours.accentDark",
            "on the sheet of a dark letter (#1c2023) is 1.86; allowed: at least 3.0"),
        more("shop: {social: {My Page: 'https://a.example'}}", "shop.social", "a key must be a word"),
        more("shop: {social: {instagram: '@shop'}}", "shop.social.instagram", "begins with https://"),
        more("shop: {privacyUrl: confidentialite}", "shop.privacyUrl", "allowed: an address that begins with https://"),
        more("shop: {logoUrl: logo.png}", "shop.logoUrl", "allowed: an address that begins with https://"),
        more("newsletter: {warmUpFrom: 01/12/2026}", "newsletter.warmUpFrom", "allowed: a day such as 2026-12-01"),
        more("newsletter: {timeZone: CET}", "newsletter.timeZone", "allowed: "),
        more("newsletter: {pace: {google: fast}}", "newsletter.pace.google", "allowed: a whole number"),
        more("log: {level: verbose}", "log.level", "allowed: debug or info or warning or error"),
        more("log: {format: JSON}", "log.format", "allowed: auto or text or json"),
        // Keys: unknown, twice, misplaced.
        more("smpt: {url: smtp://relay.shop.fr}", "smpt", "is no key"),
        more("log: {levle: info}", "log.levle", "did you mean log.level?"),
        more("log: info", "log", "must be a section: a key and a value a line"),
        more("password: hunter2", "password", "is no key"),
        more("dkim: {'shop fr': {selector: a}}", "dkim", "a key must be a word"),
        more("dkim: {nodomain..: {selector: a}}", "dkim.nodomain..", "allowed below dkim: a domain such as"),
        Case(
            text: plain + "log:\n  level: info\n  format: json\n  level: debug\n",
            line: "setting level: facteur.yaml, line 8: ", allowed: "is written twice in its section: keep one"),
        // YAML that is none: one line, and nothing that follows from it.
        Case(
            text: "database:\n\turl: postgresql:///facteur\n", line: "setting file: facteur.yaml, line 2: ",
            allowed: "indent with spaces"),
        Case(
            text: "database:\n  url: \"postgresql://me:hunter2@db/shop\n", line: "setting file: facteur.yaml, line ",
            allowed: "is no YAML"),
        Case(
            text: "smtp: [\n", environment: ["FACTEUR_SMTP_USERNAME": "me"], line: "setting file: facteur.yaml, line ",
            allowed: "is no YAML"),
        Case(text: "mail: {from: @shop}\n", line: "setting file: facteur.yaml, line 1", allowed: "is no YAML"),
        // The environment.
        variable("FACTEUR_LOG_LEVEL", "loud", "log.level: FACTEUR_LOG_LEVEL", "allowed: debug or info"),
        variable(
            "FACTEUR_SMPT_URL", "smtp://relay.shop.fr", "FACTEUR_SMPT_URL: environment",
            "did you mean FACTEUR_SMTP_URL?"),
        variable("FACTEUR_SMTP_PASSWORD", "hunter2", "FACTEUR_SMTP_PASSWORD: environment", "is no key"),
        variable(
            "FACTEUR_SMTP_CONNECTIONS", "viele", "smtp.connections: FACTEUR_SMTP_CONNECTIONS", "allowed: a whole number"
        ),
        variable("FACTEUR_DKIM_SELECTOR", "s2026", "dkim.<domain>.selector: FACTEUR_DKIM_SELECTOR", "allowed: "),
        // Files.
        variable(
            "FACTEUR_DATABASE_PASSWORD_FILE", "/nowhere/password",
            "database.passwordFile: FACTEUR_DATABASE_PASSWORD_FILE",
            "names a file that is not there"),
        variable(
            "FACTEUR_DATABASE_PASSWORD_FILE", "/dev/null", "database.passwordFile: FACTEUR_DATABASE_PASSWORD_FILE",
            "must hold the secret on one line"),
    ]

    @Test("One line, and no password in it", arguments: cases)
    func wrong(_ wrong: Case) throws {
        let error = try #require(throws: CommandError.self) {
            try SettingsReader.read(
                SettingsFile(path: "facteur.yaml", text: wrong.text), for: .worker, environment: wrong.environment)
        }
        #expect(error.code == .settings)
        #expect(error.lines.count == 1, "\(error.lines)")
        let line = error.lines.first ?? ""
        #expect(line.hasPrefix(wrong.line) && line.contains(wrong.allowed), "\(line)")
        #expect(!line.contains("hunter2") && !line.contains("ter2@"))
    }

    @Test("There are more than forty of them")
    func many() { #expect(Self.cases.count > 40) }

    @Test(
        "What they have in common with a command: exit code 78 and the line on standard error",
        arguments: ["run", "doctor"])
    func command(name: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = try folder.write(Self.plain + "log: {level: verbose}\n", to: "facteur.yaml")
        let result = try await Binary(environment: ["FACTEUR_STATE_DIRECTORY": folder.path]).run([
            name, "--config", file,
        ])
        #expect(result.code == 78)
        let line = "setting log.level: \(file), line 5: \"verbose\"; allowed: debug or info or warning or error"
        if name == "run" { #expect(result.error == "facteur: \(line)\n") }
        if name == "doctor" { #expect(result.output.contains("failing  settings: \(line)\n"), "\(result.output)") }
    }

    @Test("A port for everybody is unwise where nobody is asked for a login")
    func exposed() throws {
        let settings = try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: "admin: {listen: ':9025'}\nweb: {adminListen: '0.0.0.0:9026'}"),
            for: .templates,
            environment: [:])
        #expect(SettingsWarnings.exposed(settings).count == 2)
        #expect(SettingsWarnings.exposed(settings).first?.contains("set 127.0.0.1:9025") == true)
        let plain = try SettingsReader.read(SettingsFile(path: "f.yaml", text: ""), for: .templates, environment: [:])
        #expect(SettingsWarnings.exposed(plain).isEmpty)
    }
}

extension WrongSettingsTests.Case {
    /// The same, told of another place.
    fileprivate func placed(_ place: String) -> Self {
        let key = line.prefix { $0 != ":" }
        return Self(text: text, environment: environment, line: "\(key): \(place)", allowed: allowed)
    }
}
