import TestServers
import Testing

@testable import Postgres

/// Tables that are empty one moment and full the next have statistics that are always wrong. Each hot statement must do the same work
/// whatever the planner believes: what is counted is the pages that it looks at.
@Suite("The plans of the hot statements", .timeLimit(.minutes(10)))
struct HotPlanTests {
    /// What was in the tables when they were looked at.
    enum Statistics: String, CaseIterable {
        /// Never anything.
        case ofEmptyTables
        case ofFewRows
        case ofAllRows
        /// As much as now, but nothing was left of it: pages without a row.
        case ofEmptiedTables
    }

    private static let few = 50
    private static let all = 10_000

    @Test("Each reads as much whatever the planner believes of the tables")
    func pinned() async throws {
        var read: [String: [Statistics: Int]] = [:]
        for statistics in Statistics.allCases {
            let database = try await Self.database(statistics)
            for statement in HotStatement.all {
                read[statement.name, default: [:]][statistics] = try Self.pages(statement, try await database.copy())
            }
        }
        for (name, counts) in read {
            let least = counts.values.min() ?? 0
            for (statistics, count) in counts {
                #expect(count <= least * 3 / 2 + 100, "\(name), \(statistics.rawValue): \(counts)")
            }
            // A hundred rows of ten thousand: whoever reads a table whole for each reads more.
            #expect(least < Self.all, "\(name): \(counts)")
        }
    }

    /// A database with all rows, of which the planner believes something else.
    private static func database(_ statistics: Statistics) async throws -> TestDatabase {
        let database = try await TestDatabase.make()
        try await PostgresInstallation(database.settings).publish(OutboxFixture.kinds)
        try database.psql(withoutAutovacuum)
        switch statistics {
        case .ofEmptyTables: try database.psql("analyze;" + rows(1...all))
        case .ofFewRows: try database.psql(rows(1...few) + "analyze;" + rows(few + 1...all))
        case .ofAllRows: try database.psql(rows(1...all) + "analyze")
        case .ofEmptiedTables: try database.psql(rows(1...all) + emptying + "vacuum analyze;" + rows(1...all))
        }
        return database
    }

    private static func pages(_ statement: HotStatement, _ database: TestDatabase) throws -> Int {
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

    private static let emptying = [
        "ready", "scheduled", "lease", "ended", "message_secret", "message", "suppression", "subscription",
    ]
    .map { "delete from facteur.\($0);" }.joined()

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

    /// Messages of both lanes that wait, others for later, some in the hands of another worker, ended ones, and readers of two lists.
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
                insert into facteur.lease (token, epoch, claimed_at, id, lane, due_at, first_due_at, kind, family)
                    select nextval('facteur.lease_token'), '00000000-0000-4000-8000-000000000002', now(), \(id(5)), 'bulk', now(), now(),
                        'newsletter', 'client.test'
                    from \(series);
                insert into facteur.ended (id, lane, outcome, kind)
                    select \(id(4)), 'transactional', 'sent', 'password-reset' from \(series);
                insert into facteur.suppression (address, scope, reason, source)
                    select 'parti' || n || '@client.test', 'all', 'left', 'test' from \(series);
                insert into facteur.list (name) values ('lettre'), ('autre') on conflict do nothing;
                insert into facteur.subscription (list, email, address, provider, locale, token, status, source)
                    select case when n % 20 = 0 then 'lettre' else 'autre' end, a, a, 'other', 'fr', 'token ' || n, 'subscribed', 'test'
                    from \(series), lateral (select 'lecteur' || n || '@lettre.test') t (a);

                """
    }
}
