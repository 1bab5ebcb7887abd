import PrivatePostgres

/// A PostgreSQL and its hot standby. A commit is answered when the standby has it too, so that whatever was committed is there
/// after a failover.
package actor PostgresPair {
    /// Both hosts in one URL, the first primary first.
    package nonisolated let url: String
    private var primary: PrivatePostgres
    private let standby: PrivatePostgres

    /// Gives a server that runs a standby. The pair stops what it has started, `stop` at the latest.
    package init(primary: PrivatePostgres) async throws {
        let folder = try makeTemporaryFolder("standby")
        // The copy takes over the settings, so the standby looks for a primary that was away five times a second.
        try Self.psql("alter system set wal_retrieve_retry_interval = '200ms'", on: primary)
        _ = try run(
            """
            cp '\(primary.folder)/password' '\(folder)/' && '\(primary.binaries)/pg_basebackup' -d '\(primary.url())' \
                -D '\(folder)/data' -X stream -c fast -R && { [ "$(id -u)" -ne 0 ] || chown -R postgres: '\(folder)'; }
            """, input: "")
        standby = try await PrivatePostgres(folder: folder, isTemporary: true)
        self.primary = primary
        // Only now, or the standby would wait for one of its own after its promotion.
        try Self.psql("alter system set synchronous_standby_names = '*'", on: primary)
        try Self.psql("select pg_reload_conf()", on: primary)
        let host = "127.0.0.1:\(primary.port)"
        url = primary.url().replacing(host, with: "\(host),127.0.0.1:\(standby.port)")
        while try Self.psql("select count(*) from pg_stat_replication where sync_state = 'sync'", on: primary) != "1" {
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Ends the primary at once and starts it again: it recovers from its log.
    package func crash() async throws {
        await primary.stop(.immediate)
        primary = try await PrivatePostgres(folder: primary.folder, port: primary.port)
    }

    /// Kills the primary for good and promotes the standby.
    package func failOver() async throws {
        await primary.stop(.kill)
        try Self.psql("select pg_promote()", on: standby)
    }

    package func stop() async {
        await primary.stop(.immediate)
        await standby.stop(.immediate)
    }

    @discardableResult
    private static func psql(_ statement: String, on server: PrivatePostgres) throws -> String {
        try run("'\(server.binaries)/psql' -XAtq -v ON_ERROR_STOP=1 -d '\(server.url())' -f -", input: statement)
    }
}
