import TestServers

/// Messages that wait, put there in SQL: `facteur.enqueue` would take half an hour for ten million.
enum Backlog {
    /// Which of the queue's tables they stand in.
    enum Place: String { case ready, scheduled }

    /// Fills one up. `due` is an SQL expression of `n`, the message's number from 1.
    static func fill(
        _ count: Int, into place: Place = .ready, due: String = overdue, on stage: Stage
    ) async throws {
        try await stage.sql(
            """
            with added as (
                insert into facteur.message
                    (id, kind, lane, recipient, locale, parameters, has_secrets, enqueued_at, due_at)
                select facteur.new_id(), 'password-changed', 'transactional', 'client' || n || '@client.test', 'fr',
                    '{"changed_at": "2026-11-24T06:00:00Z"}', false, now(), \(due)
                from generate_series(1, \(count)) n
                returning id, lane, due_at, kind
            )
            insert into facteur.\(place.rawValue) (id, lane, due_at, first_due_at, kind, family)
            select id, lane, due_at, due_at, kind, 'client.test' from added
            """)
    }

    /// What the server would do by and by is not to be done while something is measured.
    static func settle(on stage: Stage) async throws {
        try await stage.sql("vacuum (analyze) facteur.message")
        try await stage.sql("vacuum (analyze) facteur.ready")
        try await stage.sql("vacuum (analyze) facteur.scheduled")
        try await stage.sql("checkpoint")
    }

    /// One a millisecond, the last of ten million some hours ago.
    static let overdue = "now() - interval '6 hours' + n * interval '1 ms'"
}
