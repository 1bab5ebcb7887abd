import Glibc
import Postgres
import PrivatePostgres

/// PgBouncer before a test's database; ends with its owner, or with the process.
package final class PgBouncer: Sendable {
    /// The database's settings, by way of the pooler.
    package let settings: DatabaseSettings
    private let process: DependentProcess

    /// nil when PgBouncer is not installed. It takes a moment until it listens.
    ///
    /// - Parameter mode: What it hands on: `session`, `transaction` or `statement`.
    package init?(before database: TestDatabase, mode: String = "transaction") throws {
        guard access("/usr/sbin/pgbouncer", X_OK) == 0 else { return nil }
        let port = try FreePort.next()
        // postgresql://user:password@host:port/name
        let parts = database.url.split(whereSeparator: { ":/@".contains($0) }).map(String.init)
        let folder = try makeTemporaryFolder("pgbouncer")
        let configuration = """
            [databases]
            \(parts[5]) = host=\(parts[3]) port=\(parts[4]) user=\(parts[1]) password=\(parts[2])
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir =
            auth_type = any
            pool_mode = \(mode)
            default_pool_size = 2
            """
        // As root it insists on another user.
        let script = """
            printf '%s\\n' "$2" >"$1/ini"
            if [ "$(id -u)" -eq 0 ]; then
                chown -R postgres "$1"
                guarded "$1/pid" setpriv --reuid=postgres --regid=postgres --init-groups /usr/sbin/pgbouncer -q "$1/ini"
            else
                guarded "$1/pid" /usr/sbin/pgbouncer -q "$1/ini"
            fi
            rm -rf "$1"
            """
        let arguments = [folder, configuration]
        guard let process = DependentProcess(script: script, arguments: arguments, log: folder + "/log") else {
            throw ProgramError(description: "no shell")
        }
        self.process = process
        settings = DatabaseSettings(url: "postgresql://any@127.0.0.1:\(port)/\(parts[5])")
    }

    deinit { process.closeInput() }
}
