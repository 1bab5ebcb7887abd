import Foundation
import Glibc
import PrivatePostgres

/// A real Dovecot of one's own: IMAP on free loopback ports, STARTTLS and implicit TLS with a throw-away authority. Whoever knows the
/// password has a mailbox, whatever the name. All its state is in a temporary folder, which goes with it.
package struct Dovecot: Sendable {
    /// The port that begins in clear and offers STARTTLS.
    package let port: Int
    /// The port that speaks TLS from the first byte.
    package let implicitTLSPort: Int
    package let host = "localhost"
    package let password = "sésame+ouvre-toi"
    /// The authority to trust, in PEM.
    package var caFile: String { folder.path + "/server.pem" }

    private let folder: TemporaryFolder
    private let process: DependentProcess

    /// Runs one for as long as the body runs. Needs root, as Dovecot's workers have another user.
    ///
    /// - Parameter capabilities: What it says that it can do in place of all that it can: `IMAP4rev1 UIDPLUS`.
    package static func running<Result: Sendable>(
        capabilities: String = "", _ body: (Dovecot) async throws -> Result
    ) async throws -> Result {
        let dovecot = try Dovecot(capabilities)
        do {
            try await dovecot.waitUntilItListens()
            let result = try await body(dovecot)
            await dovecot.stop()
            return result
        } catch {
            await dovecot.stop()
            throw error
        }
    }

    private init(_ capabilities: String) throws {
        folder = try TemporaryFolder()
        port = try FreePort.next()
        implicitTLSPort = try FreePort.next()
        guard
            let process = DependentProcess(
                script: Self.script,
                arguments: [folder.path, "\(port)", "\(implicitTLSPort)", password, capabilities],
                log: folder.path + "/output.log")
        else { throw ProgramError(description: "no shell") }
        self.process = process
    }

    /// Puts a mail into somebody's INBOX, as a server's delivery does.
    package func deliver(_ mail: String, to user: String, named name: String) throws {
        let inbox = "\(folder.path)/mail/\(user)"
        for part in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(atPath: "\(inbox)/\(part)", withIntermediateDirectories: true)
        }
        try Data(mail.utf8).write(to: URL(filePath: "\(inbox)/tmp/\(name)"))
        // Its workers are nobody's, and must be able to move what is here.
        for path in [inbox, "\(inbox)/new", "\(inbox)/cur", "\(inbox)/tmp", "\(inbox)/tmp/\(name)"] {
            guard let nobody = getpwnam("nobody"), chown(path, nobody.pointee.pw_uid, nobody.pointee.pw_gid) == 0 else {
                throw ProgramError(description: "\(path) cannot be given to nobody: run the tests as root")
            }
        }
        try FileManager.default.moveItem(atPath: "\(inbox)/tmp/\(name)", toPath: "\(inbox)/new/\(name)")
    }

    /// How many mails are in a folder: empty for INBOX, else its name in modified UTF-7.
    package func count(of folder: String, of user: String) -> Int {
        let path = "\(self.folder.path)/mail/\(user)" + (folder.isEmpty ? "" : "/.\(folder)")
        return ["new", "cur"].reduce(0) {
            $0 + ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\($1)"))?.count ?? 0)
        }
    }

    /// What it logged.
    package var log: String { (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? "" }

    private func waitUntilItListens() async throws {
        for _ in 0..<1200 where process.isRunning {
            if try FreePort.isTaken(port) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        let said = (try? String(contentsOfFile: folder.path + "/output.log", encoding: .utf8)) ?? ""
        throw ProgramError(description: "Dovecot did not start:\n\(said)\n\(log)")
    }

    private func stop() async {
        process.closeInput()
        while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        folder.remove()
    }

    private static let script = #"""
        cd "$1" || exit 1
        umask 022
        chmod 755 .
        mkdir run mail
        chown nobody mail
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.pem -days 2 \
            -subj /CN=localhost -addext subjectAltName=DNS:localhost || exit 1
        cat >dovecot.conf <<END
        base_dir = $1/run
        state_dir = $1/run
        log_path = $1/log
        protocols = imap
        ssl = required
        ssl_cert = <$1/server.pem
        ssl_key = <$1/server.key
        auth_mechanisms = plain login
        default_internal_user = nobody
        default_internal_group = $(id -gn nobody)
        default_login_user = nobody
        first_valid_uid = 1
        # Nobody else moves mail about in these folders, so that each need not be read whole for every mail.
        maildir_very_dirty_syncs = yes
        mail_location = maildir:$1/mail/%u
        passdb {
          driver = static
          args = password=$4
        }
        userdb {
          driver = static
          args = uid=$(id -u nobody) gid=$(id -g nobody) home=$1/mail/%u
        }
        service imap-login {
          chroot =
          inet_listener imap {
            address = 127.0.0.1
            port = $2
          }
          inet_listener imaps {
            address = 127.0.0.1
            port = $3
          }
        }
        service anvil {
          chroot =
        }
        END
        if [ -n "$5" ]; then
            printf 'protocol imap {\n  imap_capability = %s\n}\n' "$5" >>dovecot.conf
        fi
        guarded pid dovecot -F -c "$1/dovecot.conf"
        """#
}
