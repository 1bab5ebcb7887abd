import PrivatePostgres

/// A stage's PostgreSQL on a host of its own: clients on other hosts reach it over the network, and this process by its socket, which no
/// cut link concerns.
package struct HostedPostgres: Sendable {
    /// The stage, which reaches the server by its socket.
    package let stage: Stage
    /// The database as other hosts reach it.
    package let url: String
    private let process: DependentProcess

    /// Stops the stage's server, starts it again there, and runs `body` beside it.
    package static func with<Result>(
        _ stage: Stage, on host: HostNetwork.Host, _ body: (HostedPostgres) async throws -> Result
    ) async throws -> Result {
        let server = try await HostedPostgres(stage, on: host)
        do {
            try await server.stage.wait("PostgreSQL takes connections") {
                (try? await server.stage.sql("select")) != nil
            }
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    private init(_ stage: Stage, on host: HostNetwork.Host) async throws {
        let postgres = stage.postgres
        await postgres.stop()
        let arguments = [
            postgres.folder, postgres.binaries, "\(postgres.port)", host.address, HostNetwork.network, host.namespace,
        ]
        guard
            let process = DependentProcess(
                script: Self.script, arguments: arguments, log: postgres.folder + "/hosted.log")
        else { throw ProgramError(description: "no shell") }
        self.process = process
        let local = "127.0.0.1:\(postgres.port)"
        let socket =
            postgres.url().replacing("@\(local)/", with: "@/") + "?host=\(postgres.folder)&port=\(postgres.port)"
        self.stage = stage.with(database: socket)
        url = postgres.url().replacing(local, with: "\(host.address):\(postgres.port)")
    }

    private func stop() async {
        process.closeInput()
        while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
    }

    private static let script = #"""
        folder=$1 binaries=$2 port=$3 address=$4 network=$5 namespace=$6
        echo "host all all $network scram-sha-256" >>"$folder/data/pg_hba.conf"
        guarded "$folder/server.pid" nsenter --net="$namespace" setpriv --reuid=postgres --regid=postgres --init-groups \
            "$binaries/postgres" -D "$folder/data" -p "$port" -h "$address" -k "$folder"
        """#
}
