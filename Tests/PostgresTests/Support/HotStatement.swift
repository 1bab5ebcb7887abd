import Testing

/// A statement of the hot path, with what must be there before it.
struct HotStatement: Sendable, CustomTestStringConvertible {
    let name: String
    /// In the same transaction.
    var setup = ""
    let sql: String

    var testDescription: String { name }

    private static let worker = "00000000-0000-4000-8000-000000000001"
    private static let register = "select facteur.heartbeat('\(worker)', 'h', 1, 'v', false, '10 s')"
    private static let holding = """
        \(register);
        create temp table held as select c.id, c.token from facteur.claim('transactional', 100, '\(worker)', null, null) c
        """

    static let all = [
        HotStatement(
            name: "claim of resets", setup: register,
            sql: "select * from facteur.claim('transactional', 100, '\(worker)', null, null)"),
        HotStatement(
            name: "claim of readers", setup: register,
            sql: "select * from facteur.claim('bulk', 100, '\(worker)', null, null)"),
        HotStatement(
            name: "claim behind a watermark", setup: register,
            sql: """
                select * from facteur.claim('bulk', 100, '\(worker)', facteur.microseconds(now() - interval '1 s'), '\(worker)')
                """),
        HotStatement(
            name: "settle, sent", setup: holding,
            sql: "select facteur.settle(\(settlement("sent")))"),
        HotStatement(
            name: "settle, deferred", setup: holding,
            sql: "select facteur.settle(\(settlement("deferred", delay: 1_000_000)))"),
        HotStatement(
            name: "settle, failed for good", setup: holding,
            sql: "select facteur.settle(\(settlement("failed", suppress: true)))"),
        HotStatement(
            name: "lease statuses", setup: holding,
            sql: """
                select * from facteur.lease_statuses(array(select id from held), array(select token from held))
                """),
        HotStatement(
            name: "promotion", sql: "select facteur.promote_due('transactional', 5000, 100)"),
        HotStatement(
            name: "strays", setup: holding,
            sql: "select facteur.release_strays('\(worker)', '{}', 0, (select max(token) from held))"),
        HotStatement(
            name: "release of an epoch", setup: holding, sql: "select facteur.release_epoch('\(worker)')"),
        HotStatement(
            name: "takeover", setup: holding,
            sql: """
                select * from facteur.take_over_leases(
                    array(select id from held), array(select token from held), null, '\(worker)')
                """),
        HotStatement(
            name: "expansion",
            setup: """
                delete from facteur.ready where lane = 'bulk';
                select facteur.create_newsletter('lettre', '{"subject": "Une", "text": "Deux"}');
                select facteur.expand_issues(5000, 50)
                """,
            sql: "select facteur.expand_issues(5000, 50)"),
        HotStatement(
            name: "expansion within a window",
            setup: """
                delete from facteur.ready where lane = 'bulk';
                update facteur.list set sending_window = '9-18' where name = 'lettre';
                insert into facteur.opening (sending_window, time_zone, opens_at, closes_at)
                    select '9-18', z, now() + n * interval '1 day' - interval '1 h', now() + n * interval '1 day' + interval '8 h'
                    from generate_series(0, 48) n, unnest(array['Europe/Paris', 'Indian/Reunion']) z;
                select facteur.create_newsletter('lettre', '{"subject": "Une", "text": "Deux"}');
                select facteur.expand_issues(5000, 50)
                """,
            sql: "select facteur.expand_issues(5000, 50)"),
        HotStatement(name: "depths", sql: "select * from facteur.depths(1000)"),
        HotStatement(name: "depths of a short queue", sql: "select * from facteur.depths(1000000)"),
    ]

    /// The arguments of `facteur.settle` for all that is held.
    private static func settlement(_ outcome: String, delay: Int? = nil, suppress: Bool = false) -> String {
        func same(_ value: String) -> String { "array(select \(value) from held)" }
        let delay = delay.map(String.init) ?? "null"
        return [
            same("id"), same("token"), same("'\(outcome)'::text"), same("\(delay)::bigint"), same("null::bigint"),
            same("\(suppress)"), same("250::smallint"), same("'2.0.0'::text"), same("'ok'::text"),
            same("'relay'::text"), same("1"), same("1"), same("1"), same("1"),
        ].joined(separator: ", ")
    }
}
