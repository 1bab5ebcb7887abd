import Glibc

/// The folder of a private server, made ready: what a launch needs to know, and what the server says about itself.
struct Site: Sendable {
    let folder: String
    let binaries: String
    let password: String
    /// Empty when the folder's path is too long for a socket.
    let socketFolder: String
    let dropRoot: [String]
    let isTemporary: Bool

    var log: String { folder + "/server.log" }
    /// Where the shell writes the process id of the server that it has just launched.
    var serverFile: String { folder + "/server.pid" }

    init(folder: String, isTemporary: Bool) throws(PrivatePostgresError) {
        guard let binaries = Launch.binaries() else {
            throw PrivatePostgresError("PostgreSQL is not installed: apt-get install postgresql")
        }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw PrivatePostgresError("\(folder) cannot be created: \(String(cString: strerror(errno)))")
        }
        let passwordFile = folder + "/password"
        let password = FileSystem.read(passwordFile) ?? Self.randomPassword()
        guard FileSystem.writePrivately(password, to: passwordFile) else {
            throw PrivatePostgresError("\(passwordFile) cannot be written: \(String(cString: strerror(errno)))")
        }
        dropRoot = getuid() == 0 ? Launch.dropRoot : []
        if getuid() == 0 {
            guard let user = getpwnam("postgres") else {
                throw PrivatePostgresError("the user postgres is missing: apt-get install postgresql")
            }
            for path in [folder, passwordFile] where chown(path, user.pointee.pw_uid, user.pointee.pw_gid) != 0 {
                let reason = String(cString: strerror(errno))
                throw PrivatePostgresError("\(path) cannot be given to the user postgres: \(reason)")
            }
        }
        // The path of a Unix socket holds 107 bytes (unix(7)).
        socketFolder = folder.utf8.count + "/.s.PGSQL.65535.lock".utf8.count <= 107 ? folder : ""
        self.folder = folder
        self.isTemporary = isTemporary
        self.binaries = binaries
        self.password = password
    }

    /// The process id of the server just launched, once it takes connections. An older server's status file may still lie
    /// there.
    func readyServer() -> pid_t? {
        guard let status = FileSystem.read(folder + "/data/postmaster.pid"),
            let launched = FileSystem.read(serverFile)
        else { return nil }
        let lines = status.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 8, lines[7].hasPrefix("ready"), launched == lines[0] + "\n" else { return nil }
        return pid_t(lines[0])
    }

    /// Whether the server gave up because somebody else has its port.
    var logsTakenPort: Bool { FileSystem.read(log)?.contains("Address already in use") ?? false }

    /// What the server said last that was an error, or at all.
    var complaint: String? {
        let lines = FileSystem.read(log)?.split(separator: "\n") ?? []
        return (lines.last { $0.contains("FATAL") || $0.contains("error:") } ?? lines.last).map(String.init)
    }

    private static func randomPassword() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
    }
}
