import PrivatePostgres
import TestServers

/// What it costs an application to enqueue: by pgbench, in sessions that keep their connection, on a server of its own with its logs synced.
struct Producers: Measurement {
    static let name = "producers"
    static let isSlow = true

    private static let one = Figure(
        name: "producers.one", what: "ms of the server's time for one enqueue, called again and again in one session",
        reach: 0.3,
        beyond: 0.1, direction: .less)
    private static let superseding = Figure(
        name: "producers.superseding", what: "the same with a dedup_key and a supersede_key", reach: 0.3, beyond: 0.15,
        direction: .less)
    private static let many = Figure(
        name: "producers.many", what: "messages a second by enqueue_many, a thousand a call, two sessions",
        reach: 20_000,
        beyond: 30_000)
    private static let rate = Figure(
        name: "producers.rate",
        what: "transactions a second of 48 sessions that enqueue, to those of 48 that insert the same rows by hand",
        reach: 0.9, beyond: 1)
    private static let single = Figure(
        name: "producers.single", what: "the same, to those of 48 that insert the message's own row alone")
    private static let enqueues = Figure(
        name: "producers.enqueues", what: "transactions a second of 48 sessions that enqueue")
    static let figures = [one, superseding, many, rate, single, enqueues]

    private static let call =
        "facteur.enqueue('password-changed', 'client' || N || '@client.test', '{\"changed_at\": \"2026-11-24T06:00:00Z\"}'"
    private static let message = """
        insert into facteur.message
            (id, kind, lane, recipient, locale, parameters, has_secrets, enqueued_at, due_at, owner)
            values (ID, 'password-changed', 'transactional', 'client' || :n || '@client.test', 'fr-FR',
                '{"changed_at": "2026-11-24T06:00:00Z"}', false, now(), now(), session_user);
        """
    private static let id = "\\set n random(1, 1000000000)\nselect facteur.new_id() as id \\gset\n"

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Stage.with { stage in
            for _ in 0..<rounds {
                table.add(try await time(of: Self.call + ")", on: stage), to: Self.one)
                table.add(
                    try await time(of: Self.call + ", dedup_key => 'd' || N, supersede_key => 's' || N)", on: stage),
                    to: Self.superseding)
                table.add(try await many(on: stage), to: Self.many)
                let enqueue = Self.call.replacing("N ||", with: ":n ||")
                let enqueues = try await pgbench("\\set n random(1, 1000000000)\nselect \(enqueue));", 48, on: stage)
                let rows = try await pgbench(
                    Self.id + "begin;\n" + Self.message.replacing("ID", with: ":id")
                        + """

                        insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
                            values (:id, 'transactional', now(), now(), 'password-changed', 'client.test');
                        commit;
                        """, 48, on: stage)
                let single = try await pgbench(
                    "\\set n random(1, 1000000000)\n" + Self.message.replacing("ID", with: "facteur.new_id()"), 48,
                    on: stage)
                table.add(enqueues / rows, to: Self.rate)
                table.add(enqueues / single, to: Self.single)
                table.add(enqueues, to: Self.enqueues)
                try await stage.sql(
                    "truncate facteur.message_attachment, facteur.message, facteur.ready, facteur.dedup, facteur.message_secret, facteur.ended"
                )
            }
        }
    }

    /// Milliseconds of one call among ten thousand, of which none is the session's first. `N` in it is another number each time.
    private func time(of call: String, on stage: Stage) async throws -> Double {
        let calls = call.replacing("N", with: "n")
        let lines = try await stage.sql(
            """
            select count(\(calls)) from generate_series(1, 100) n;
            select clock_timestamp() as start \\gset
            select count(\(calls.replacing("n ||", with: "(n + 1000) ||").replacing("|| n,", with: "|| n + 1000,"))) from generate_series(1, 10000) n;
            select extract(epoch from clock_timestamp() - :'start') / 10;
            delete from facteur.dedup
            """)
        return Double(lines.last ?? "") ?? .infinity
    }

    private func many(on stage: Stage) async throws -> Double {
        let script = """
            select count(*) from facteur.enqueue_many((
                select jsonb_agg(jsonb_build_object('kind', 'password-changed', 'recipient', 'client' || n || '@client.test',
                    'params', jsonb_build_object('changed_at', '2026-11-24T06:00:00Z'))) from generate_series(1, 1000) n));
            """
        return try await pgbench(script, 2, on: stage) * 1000
    }

    /// Transactions a second of so many sessions within ten seconds.
    private func pgbench(_ script: String, _ sessions: Int, on stage: Stage) async throws -> Double {
        let file = stage.path(of: "producers.sql")
        let command =
            "cat >'\(file)'; '\(stage.postgres.binaries)/pgbench' -n -f '\(file)' -c \(sessions) -j 2 -T 10 -M prepared '\(stage.url)'"
        let output = try TestServers.run(command, input: script)
        guard let rate = output.firstMatch(of: /tps = ([0-9.]+)/).flatMap({ Double($0.1) }) else {
            throw Stage.Failure("pgbench: \(output)")
        }
        return rate
    }
}
