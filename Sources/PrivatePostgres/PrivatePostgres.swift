import Glibc

/// A PostgreSQL server of one's own in a folder of its own: for the demo and the tests. It listens on a free loopback port
/// and on a socket in the folder, asks for a password that only the folder's owner can read, and does not survive this
/// process.
///
/// The folder is made ready on first use and may be used again; as root the server runs as the user `postgres`.
package actor PrivatePostgres {
    /// How the server is told to stop.
    package enum Stop: Int32, Sendable {
        /// Ends sessions and writes a checkpoint.
        case fast = 2  // SIGINT
        /// Ends at once; the next start recovers from the log.
        case immediate = 3  // SIGQUIT
        /// What a lost machine does: no process gets to say anything.
        case kill = 9  // SIGKILL
    }

    /// The folder with the data, the log (`server.log`) and the password.
    package nonisolated let folder: String
    /// The loopback port.
    package nonisolated let port: UInt16
    /// The server's process, for those who want to see it suffer.
    package nonisolated let serverID: pid_t
    /// Where its programs are: `psql`, `pg_dump`.
    package nonisolated let binaries: String

    private nonisolated let password: String
    private let shell: DependentProcess
    private var isStopped = false

    /// Starts a server in `folder`, which is created when missing, and returns when it takes connections.
    ///
    /// - Parameters:
    ///   - folder: Its path; the folder above it must be there and open to the user `postgres`.
    ///   - isTemporary: Whether the folder goes when the server ends, however it ends.
    ///   - port: The port of a server that comes back; without it a free one.
    /// - Throws: One line that says what is missing or wrong.
    package init(folder: String, isTemporary: Bool = false, port: UInt16? = nil) async throws(PrivatePostgresError) {
        let site = try Site(folder: folder, isTemporary: isTemporary)
        var launched = try await Self.launch(site, port)
        // The port was free when asked for; somebody else may have been quicker.
        for _ in 0..<4 where launched == nil {
            launched = try await Self.launch(site, port)
        }
        guard let launched else {
            throw PrivatePostgresError("PostgreSQL found no free loopback port in five tries; see \(folder)/server.log")
        }
        self.folder = folder
        binaries = site.binaries
        password = site.password
        (shell, self.port, serverID) = launched
    }

    /// The connection URL of a database on this server, as its superuser.
    package nonisolated func url(database: String = "postgres") -> String {
        "postgresql://postgres:\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// Stops the server and returns when it has ended. Stopping twice is harmless.
    package func stop(_ how: Stop = .fast) async {
        guard !isStopped else { return }
        isStopped = true
        kill(serverID, how.rawValue)
        shell.closeInput()
        while shell.isRunning { await pause() }
    }

    deinit {
        // The shell stops the server by itself once the pipe is closed.
        if !isStopped { shell.closeInput() }
    }

    /// One try; nil when the port was taken in the meantime.
    private static func launch(
        _ site: Site, _ port: UInt16?
    ) async throws(PrivatePostgresError) -> (shell: DependentProcess, port: UInt16, serverID: pid_t)? {
        guard let port = port ?? freeLoopbackPort() else {
            throw PrivatePostgresError("no loopback port is free")
        }
        unlink(site.serverFile)
        let temporary = site.isTemporary ? "temporary" : ""
        let arguments = [site.folder, site.binaries, String(port), site.socketFolder, temporary] + site.dropRoot
        guard let shell = DependentProcess(script: Launch.script, arguments: arguments, log: site.log) else {
            throw PrivatePostgresError("PostgreSQL cannot be started: \(String(cString: strerror(errno)))")
        }
        while shell.isRunning {
            if let serverID = site.readyServer() { return (shell, port, serverID) }
            await pause()
        }
        shell.closeInput()
        if site.logsTakenPort { return nil }
        if site.complaint?.contains("postmaster.pid") == true {
            throw PrivatePostgresError(
                "a PostgreSQL runs in \(site.folder) already: end the program that started it first")
        }
        throw PrivatePostgresError(
            "PostgreSQL did not start in \(site.folder): \(site.complaint ?? "no reason given"); see \(site.log)")
    }
}

/// Why the server did not start: one line that says what, where, and what to do.
package struct PrivatePostgresError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

/// A moment's rest. A cancelled task must still see the server end, so the interruption is none.
private func pause() async {
    await Task.detached { try? await Task.sleep(for: .milliseconds(10)) }.value
}
