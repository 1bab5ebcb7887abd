import TestServers
import Testing

/// Tables that are empty one moment and full the next have statistics that are always wrong. Each hot statement must do the same work
/// whatever the planner believes: what is counted is the pages that it looks at.
@Suite("The plans of the hot statements", .timeLimit(.minutes(10)))
struct HotPlanTests {
    /// When the tables were analysed.
    enum Statistics: String, CaseIterable { case ofEmptyTables, ofFewRows, ofAllRows }

    private static let few = 50
    private static let all = 20_000

    @Test("Read as much whatever the planner believes of the tables", arguments: HotStatement.all)
    func pinned(statement: HotStatement) async throws {
        var read: [Statistics: Int] = [:]
        for statistics in Statistics.allCases { read[statistics] = try await pages(statement, statistics) }
        let least = read.values.min() ?? 0
        for (statistics, count) in read {
            #expect(count <= least * 3 / 2 + 100, "\(statistics.rawValue): \(read)")
        }
        // A hundred rows of twenty thousand: whoever reads a table whole reads more.
        #expect(least < 20_000, "\(read)")
    }

    private func pages(_ statement: HotStatement, _ statistics: Statistics) async throws -> Int {
        let fixture = try await OutboxFixture.make()
        let database = fixture.database
        try database.psql(Self.withoutAutovacuum)
        if statistics == .ofEmptyTables { try database.psql("analyze") }
        try database.psql(Self.rows(1...Self.few))
        if statistics == .ofFewRows { try database.psql("analyze") }
        try database.psql(Self.rows(Self.few + 1...Self.all))
        if statistics == .ofAllRows { try database.psql("analyze") }
        let trial = """
            begin;
            \(statement.setup);
            explain (analyze, buffers, costs off, timing off, summary off, format json) \(statement.sql);
            rollback;

            """
        // The first time fills the session's catalogue.
        let output = try database.psql("set client_min_messages = error;" + trial + trial)
        // Of each plan its first node counts, which holds the others; there may be a second pair, for the planning.
        let trials = output.split(separator: "\"Plan\":").dropFirst().map { text in
            text.matches(of: #/"Shared (?:Hit|Read) Blocks": (\d+)/#).prefix(2).compactMap { Int($0.1) }.reduce(0, +)
        }
        try #require(trials.count == 2 && trials[1] > 0, "\(output)")
        return trials[1]
    }

    private static let withoutAutovacuum = """
        do $$
        declare
            hot regclass;
        begin
            for hot in
                select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'facteur' and c.relkind = 'r'
            loop
                execute format('alter table %s set (autovacuum_enabled = off)', hot);
            end loop;
        end
        $$;
        """

    /// Messages of both lanes that wait, others for later, ended ones, and readers of a list.
    private static func rows(_ numbers: ClosedRange<Int>) -> String {
        let series = "generate_series(\(numbers.lowerBound), \(numbers.upperBound)) n"
        func id(_ sort: Int) -> String { "('0000000\(sort)-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid" }
        func message(_ sort: Int, _ lane: String) -> String {
            """
            insert into facteur.message (
                    id, kind, lane, recipient, locale, parameters, has_secrets, enqueued_at, due_at, supersede_key)
                select \(id(sort)), 'password-reset', '\(lane)', 'client' || n || '@client.test', 'fr', '{}', true, now(), now(),
                    'key \(sort) ' || n
                from \(series);
            insert into facteur.message_secret select \(id(sort)), '{}' from \(series);

            """
        }
        func queued(_ sort: Int, _ lane: String, in table: String) -> String {
            message(sort, lane) + """
                insert into facteur.\(table) (id, lane, due_at, first_due_at, kind, family)
                    select \(id(sort)), '\(lane)', now() - interval '1 min' + n * interval '1 ms', now(), 'password-reset', 'client.test'
                    from \(series);

                """
        }
        return queued(1, "transactional", in: "ready") + queued(2, "bulk", in: "ready")
            + queued(3, "transactional", in: "scheduled") + message(4, "transactional") + """
                insert into facteur.ended (id, lane, outcome, kind)
                    select \(id(4)), 'transactional', 'sent', 'password-reset' from \(series);
                insert into facteur.suppression (address, scope, reason, source)
                    select 'parti' || n || '@client.test', 'all', 'left', 'test' from \(series);
                insert into facteur.list (name) values ('lettre') on conflict do nothing;
                insert into facteur.subscription (list, email, address, provider, locale, token, status, source)
                    select 'lettre', a, a, 'other', 'fr', 'token ' || n, 'subscribed', 'test'
                    from \(series), lateral (select 'lecteur' || n || '@lettre.test') t (a);

                """
    }
}
