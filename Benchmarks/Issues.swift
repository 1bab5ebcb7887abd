import TestServers

/// Issues to lists of readers in forty domains.
enum Issues {
    /// Puts `lecteur1` and so on on a list, in SQL: `facteur.subscribe` would take a minute for what is measured in ten seconds.
    static func subscribe(_ count: Int, to list: String = "ville", on place: Workplace) async throws {
        try await place.stage.sql(
            """
            select facteur.set_list('\(list)');
            insert into facteur.subscription
                (list, email, address, provider, locale, token, status, source, consented_at)
            select '\(list)', email, email, 'other', 'fr-FR', facteur.new_token(), 'subscribed', session_user, now()
            from (select 'lecteur' || n || '@lettre' || n % 40 || '.test' as email from generate_series(1, \(count)) n) n
            """)
    }

    /// `html` is an SQL expression.
    static func create(
        for list: String = "ville", html: String = "'<p>Deux</p>'", on place: Workplace
    ) async throws {
        try await place.stage.sql(
            """
            select facteur.create_newsletter('\(list)', jsonb_build_object(
                'subject', 'Les tasses sont de retour', 'text', 'Deux', 'html', \(html)))
            """)
    }

    /// Sends one to all of them, from the moment at which it is created to the last letter at the sink; messages a second.
    static func rate(
        _ readers: Int, html: String = "'<p>Deux</p>'", on place: Workplace
    ) async throws -> Double {
        let before = try await place.lastAttempt()
        let start = ContinuousClock.now
        try await create(html: html, on: place)
        let end = try await place.sink.last { try await place.attempts(since: before) == readers }
        return Double(readers) / ((end - start) / .seconds(1))
    }
}
