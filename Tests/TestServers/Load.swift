/// Mail for trials: every recipient gets one message, so that what arrives can be counted by recipient.
package enum Load {
    /// Transactional messages of three kinds to `client1@client.test` and so on.
    package static func transactional(_ count: Int, from first: Int = 1, on stage: Stage) async throws {
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
    package static func newsletter(
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
    package static func recipients(_ each: Int) -> [String] { recipients(clients: each, readers: each) }

    package static func recipients(clients: Int, readers: Int) -> [String] {
        (0..<clients).map { "client\($0 + 1)@client.test" } + (0..<readers).map { "lecteur\($0 + 1)@lettre.test" }
    }

    /// Waits until each of `count` messages has ended or is held in doubt.
    package static func settled(_ count: Int, within limit: Duration = .seconds(300), on stage: Stage) async throws {
        try await stage.wait("every message has ended or is held", within: limit) {
            try await stage.sql(
                "select (select count(*) from facteur.ended) + (select count(*) from facteur.in_doubt)") == ["\(count)"]
        }
    }
}
