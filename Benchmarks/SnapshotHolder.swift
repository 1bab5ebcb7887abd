import PrivatePostgres
import TestServers

/// A session that holds a snapshot and does nothing else.
enum SnapshotHolder {
    /// Runs one for as long as the body runs, and finds it holding the same snapshot at its end.
    static func running<Result>(on stage: Stage, _ body: () async throws -> Result) async throws -> Result {
        let session = try Running(
            executable: stage.postgres.binaries + "/psql", arguments: ["-XAtq", "-d", stage.url],
            environment: ["PGAPPNAME": "holder"],
            input: "begin isolation level repeatable read; select 1; select pg_sleep(86400);")
        try await stage.wait("a snapshot is held") { try await horizon(on: stage) != nil }
        let first = try await horizon(on: stage)
        let result = try await body()
        guard try await horizon(on: stage) == first else { throw Stage.Failure("the snapshot was not held to the end") }
        try await stage.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'holder'")
        _ = await session.end()
        return result
    }

    /// The oldest transaction that it still sees as running.
    private static func horizon(on stage: Stage) async throws -> String? {
        try await stage.sql(
            """
            select backend_xmin from pg_stat_activity
            where application_name = 'holder' and backend_xmin is not null and query like '%pg_sleep%'
            """
        ).first
    }
}
