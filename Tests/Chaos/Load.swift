import Catcher
import TestServers

/// Mail for the trials: every recipient gets one message, so that what arrives can be counted by recipient.
enum Load {
    /// Transactional messages of three kinds to `client1@client.test` and so on.
    static func transactional(_ count: Int, from first: Int = 1, on stage: Stage) async throws {
        try await stage.sql(
            """
            select count(facteur.enqueue(
                (array['password-reset', 'registration', 'password-changed'])[n % 3 + 1], 'client' || n || '@client.test',
                case n % 3
                    when 2 then '{"changed_at": "2026-11-24T06:00:00Z"}'::jsonb
                    else jsonb_build_object('link', 'https://boutique.example/jeton?t=' || md5(n::text))
                end))
            from generate_series(\(first), \(first + count - 1)) n
            """)
    }

    /// One issue to `lecteur1@lettre.test` and so on, through a list of its own. `html` is an SQL expression.
    static func newsletter(
        _ count: Int, from first: Int = 1, at domain: String = "lettre.test", list: String = "lettre",
        html: String = "'<p>Deux</p>'", on stage: Stage
    ) async throws {
        try await stage.sql(
            """
            select count(facteur.subscribe('lecteur' || n || '@\(domain)', '\(list)'))
                from generate_series(\(first), \(first + count - 1)) n;
            select facteur.create_newsletter('\(list)',
                jsonb_build_object('subject', 'Une', 'text', 'Deux', 'html', \(html)))
            """)
    }

    /// Everybody of both.
    static func recipients(_ each: Int) -> [String] { recipients(clients: each, readers: each) }

    static func recipients(clients: Int, readers: Int) -> [String] {
        (0..<clients).map { "client\($0 + 1)@client.test" } + (0..<readers).map { "lecteur\($0 + 1)@lettre.test" }
    }

    /// Waits until each of `count` messages has ended or is held in doubt.
    static func settled(_ count: Int, within limit: Duration = .seconds(300), on stage: Stage) async throws {
        try await stage.wait("every message has ended or is held", within: limit) {
            try await stage.sql(
                "select (select count(*) from facteur.ended) + (select count(*) from facteur.in_doubt)") == ["\(count)"]
        }
    }
}

/// How often each recipient got mail.
struct Arrivals {
    let counts: [String: Int]

    init(_ mailbox: MailStore) {
        counts = Dictionary(mailbox.mails.flatMap(\.recipients).map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// Who got more than one.
    var twice: [String] { counts.filter { $0.value > 1 }.keys.sorted() }

    /// The Message-IDs of what each recipient got.
    static func identifiers(_ mailbox: MailStore) -> [String: Set<String>] {
        var identifiers: [String: Set<String>] = [:]
        for mail in mailbox.mails {
            let identifier = MailReader(mail.bytes).header("message-id") ?? ""
            for recipient in mail.recipients { identifiers[recipient, default: []].insert(identifier) }
        }
        return identifiers
    }
}

/// What was in doubt.
enum Doubts {
    /// How often a message to each recipient was sent again after a doubt.
    static func resends(on stage: Stage) async throws -> [String: Int] {
        let lines = try await stage.sql(
            """
            select m.recipient || ' ' || count(*) from facteur.delivery d join facteur.message m on m.id = d.message
            where d.outcome = 'resend' group by m.recipient
            """)
        return Dictionary(
            lines.map { line in
                let words = line.split(separator: " ")
                return (String(words[0]), Int(words[1]) ?? 0)
            }, uniquingKeysWith: +)
    }

    /// Does a person's work: what the relay has counts as sent, the rest goes again. How many were held.
    static func resolve(by mailbox: MailStore, on stage: Stage) async throws -> Int {
        let lines = try await stage.sql(
            "select d.id || ' ' || m.recipient from facteur.in_doubt d join facteur.message m on m.id = d.id")
        let arrived = Set(mailbox.mails.flatMap(\.recipients))
        let held = lines.map { $0.split(separator: " ").map(String.init) }
        for (option, isThere) in [("--sent", true), ("--resend", false)] {
            let messages = held.filter { arrived.contains($0[1]) == isThere }.map { $0[0] }
            if messages.isEmpty { continue }
            let result = try await stage.binary.run(["resolve", option] + messages)
            guard result.code == 0 else { throw Stage.Failure("resolve: \(result.error)") }
        }
        return held.count
    }
}
