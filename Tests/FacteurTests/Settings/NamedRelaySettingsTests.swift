import Glibc
import Mail
import TestServers
import Testing

@testable import facteur

@Suite("Relays by name in the settings")
struct NamedRelaySettingsTests {
    private static let needed = """
        database: {url: 'postgresql:///facteur'}
        mail: {from: compte@shop.example}

        """
    private static let two = """
        smtp:
          relays:
            main:
              url: [smtp://a.shop.fr, smtp://b.shop.fr]
            news:
              url: smtps://news.shop.fr
              serves: [bulk, order-shipped]
              weight: 3
              perSecond: 14
              perDay: 50000
              connections: 2
              provider: mailjet

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

    private func kinds(_ lanes: [String: Lane]) -> [KindDefinition] {
        lanes.sorted { $0.key < $1.key }.map {
            KindDefinition(
                name: $0.key, lane: $0.value, parameters: [], retry: nil, expiresAfter: nil, inDoubt: .hold,
                locales: ["fr"])
        }
    }

    @Test("Each has what is said of it, and the rest from smtp")
    func named() throws {
        let relays = ConfiguredRelay.all(try read(Self.two))
        #expect(relays.map(\.name) == ["main", "news"])
        #expect(relays[0].servers.map(\.text) == ["smtp://a.shop.fr:587", "smtp://b.shop.fr:587"])
        #expect(relays[0].terms == RelayTerms(name: "main"))
        #expect(relays[0].connections == 8 && relays[0].tls == .required && relays[0].provider == nil)
        #expect(
            relays[1].terms
                == RelayTerms(
                    name: "news", weight: 3, services: [.lane(.bulk), .kind("order-shipped")], perSecond: 14,
                    perDay: 50_000))
        #expect(relays[1].connections == 2 && relays[1].provider == "mailjet")
        #expect(relays[1].label(of: relays[1].servers[0]) == "news smtps://news.shop.fr:465")
    }

    @Test("Variables name the relay in front of each value, and go before the file")
    func variables() throws {
        let relays = ConfiguredRelay.all(
            try read(
                Self.two,
                [
                    "FACTEUR_SMTP_RELAYS_URL": "main=smtp://c.shop.fr, news=smtp://d.shop.fr, news=smtp://e.shop.fr",
                    "FACTEUR_SMTP_RELAYS_PER_DAY": "main=10",
                ]))
        #expect(relays.map { $0.servers.map(\.host) } == [["c.shop.fr"], ["d.shop.fr", "e.shop.fr"]])
        #expect(relays.map(\.perDay) == [10, nil])
    }

    @Test("The short form is one relay of several servers, or one of each where they have weights")
    func short() throws {
        let urls = "smtp: {url: [smtp://a.shop.fr, smtp://b.shop.fr]"
        let one = ConfiguredRelay.all(try read(urls + "}"))
        #expect(one.count == 1 && one[0].servers.count == 2 && one[0].terms == RelayTerms())
        let two = ConfiguredRelay.all(try read(urls + ", weights: [3, 0]}"))
        #expect(two.map(\.weight) == [3, 0] && two.allSatisfy { $0.name == nil && $0.servers.count == 1 })
    }

    /// Below a relay that is otherwise in order, or instead of it.
    private static let wrong: [(text: String, key: String, says: String)] = [
        ("news: {serves: bulk}", "smtp.relays.news.url", "must be set"),
        ("news: {url: smtp://a.fr, username: u}", "smtp.relays.news.passwordFile", "is missing"),
        ("news: {url: smtp://a.fr, tokenFile: /dev/null}", "smtp.relays.news.tokenFile", "/dev/null"),
        ("news: {url: smtp://a.fr, oauth: {scope: s}}", "smtp.relays.news.oauth.tokenUrl", "is missing"),
        (
            "news: {url: smtp://a.fr, oauth: {tokenUrl: 'https://t.fr/'}}", "smtp.relays.news.oauth.clientId",
            "is missing"
        ),
        (
            "news: {url: smtp://a.fr, oauth: {tokenURL: 'https://t.fr/'}}", "smtp.relays.news.oauth.tokenURL",
            "did you mean"
        ),
        ("news: {url: http://a.fr}", "smtp.relays.news.url", "allowed: smtp://host:587"),
        ("news: {url: smtp://a.fr, weight: -1}", "smtp.relays.news.weight", "from 0 to 1000"),
        ("news: {url: smtp://a.fr, weight: 1001}", "smtp.relays.news.weight", "from 0 to 1000"),
        ("news: {url: smtp://a.fr, weight: 0}", "smtp.relays.news.weight", "nothing else serves the same"),
        (
            "{main: {url: smtp://a.fr}, news: {url: smtp://b.fr, serves: bulk, weight: 0}}", "smtp.relays.news.weight",
            "is 0"
        ),
        ("news: {url: smtp://a.fr, perSecond: 0}", "smtp.relays.news.perSecond", "from 1 to 10000"),
        ("news: {url: smtp://a.fr, perSecond: 0.5}", "smtp.relays.news.perSecond", "from 1 to 10000"),
        ("news: {url: smtp://a.fr, perDay: many}", "smtp.relays.news.perDay", "a whole number"),
        ("news: {url: smtp://a.fr, connections: 0}", "smtp.relays.news.connections", "from 1 to 1000"),
        ("news: {url: smtp://a.fr, serves: [Bulk]}", "smtp.relays.news.serves", "lanes and kinds"),
        ("news: {url: smtp://a.fr, serves: []}", "smtp.relays.news.serves", "lanes and kinds"),
        ("news: {url: smtp://a.fr, provider: nobody}", "smtp.relays.news.provider", "mailjet"),
        ("news: {url: smtp://a.fr, tls: none}", "smtp.relays.news.tls", "is for a relay on this machine"),
        ("news: {url: smtp://a.fr, tls: maybe}", "smtp.relays.news.tls", "required or none"),
        ("news: {url: smtp://a.fr, perday: 5}", "smtp.relays.news.perday", "did you mean smtp.relays.news.perDay?"),
        ("News: {url: smtp://a.fr}", "smtp.relays.News", "lower-case letters"),
        ("a_b: {url: smtp://a.fr}", "smtp.relays.a_b", "lower-case letters"),
        ("news: smtp://a.fr", "smtp.relays.news", "must be a section"),
        ("[news]", "smtp.relays", "must be a section"),
    ]

    @Test("Each fault is one line with the key, the place and what is allowed", arguments: wrong.indices)
    func wrongSettings(index: Int) throws {
        let (text, key, says) = Self.wrong[index]
        let faults = try faults("smtp:\n  relays: \(text.hasPrefix("{") || text.hasPrefix("[") ? text : "{\(text)}")\n")
        let own = faults.filter { $0.contains("setting \(key): ") }
        #expect(own.count == 1 && own[0].contains(says), "\(faults)")
        #expect(
            own[0].contains("line 4") || own[0].contains("neither in the settings file nor in FACTEUR_SMTP_RELAYS_"),
            "\(own)")
    }

    @Test(
        "Names and the short form together are one fault that names all that is too much",
        arguments: [
            ("url: smtp://x.fr", ["smtp.url"]), ("url: smtp://x.fr, weights: [1]", ["smtp.url", "smtp.weights"]),
            ("username: u, passwordFile: /etc/hostname", ["smtp.username", "smtp.passwordFile"]),
            ("provider: mailjet", ["smtp.provider"]),
        ])
    func mixed(keys: String, named: [String]) throws {
        let faults = try faults("smtp: {\(keys), relays: {news: {url: smtp://a.fr}}}\n")
        #expect(faults.count == 1, "\(faults)")
        #expect(
            faults[0].contains(
                "setting \(named[0]): f.yaml, line 3: smtp.relays has the relays; allowed: \(named.joined(separator: ", ")) below"
            ))
    }

    @Test("What is one for all, and TLS of this machine's relays, may stand beside names")
    func beside() throws {
        let settings = try read(
            "smtp: {tls: none, connections: 3, timeouts: {dot: 700s}, relays: {news: {url: smtp://localhost:25}}}\n")
        #expect(ConfiguredRelay.all(settings).map(\.connections) == [3])
        #expect(try faults("smtp: {tls: none, relays: {news: {url: smtp://a.fr}}}\n")[0].contains("setting smtp.tls"))
    }

    @Test("A relay without a proof has the unit's credential of its name, where there is one")
    func credential() throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write("secret\n", to: "smtp-password-news")
            chmod(path, 0o600)
            let text = "smtp: {relays: {news: {url: smtp://a.fr, username: u}}}\n"
            let settings = try read(text, ["CREDENTIALS_DIRECTORY": folder.path])
            #expect(settings.secret(LoginRules.relay(named: "news").passwordFile) == "secret")
            let other = "smtp: {relays: {main: {url: smtp://a.fr, username: u}}}\n"
            #expect(
                try faults(other, ["CREDENTIALS_DIRECTORY": folder.path])[0].contains("smtp.relays.main.passwordFile"))
        }
    }

    @Test(
        "What no relay serves, and what is neither lane nor kind, is a fault that names it",
        arguments: [
            ("{url: smtp://a.fr}", []),
            ("{url: smtp://a.fr, serves: [transactional, letter]}", []),
            ("{url: smtp://a.fr, serves: transactional}", ["no relay serves the lane bulk"]),
            ("{url: smtp://a.fr, serves: [bulk, reset]}", ["no relay serves the kind order, lane transactional"]),
            (
                "{url: smtp://a.fr, serves: [bulk, transactional, rest]}",
                ["news.serves: rest is neither a lane nor a kind of these templates: did you mean reset?"]
            ),
            ("{url: smtp://a.fr, serves: letter}", ["no relay serves the lane transactional"]),
        ])
    func routing(relay: String, lines: [String]) throws {
        let kinds = kinds(["reset": .transactional, "order": .transactional, "letter": .bulk])
        let found = ConfiguredRelay.routingFaults(try read("smtp: {relays: {news: \(relay)}}\n"), kinds: kinds)
        #expect(found.count == lines.count, "\(found)")
        for (fault, line) in zip(found, lines) { #expect(fault.contains(line), "\(fault)") }
        #expect(ConfiguredRelay.routingFaults(try read("smtp: {url: smtp://a.fr}\n"), kinds: kinds).isEmpty)
    }
}
