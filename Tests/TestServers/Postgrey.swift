import Glibc
import PrivatePostgres

/// Debian's postgrey, the policy service that turns every sender away once: on loopback, a free port, with a memory of its own
/// that knows no exceptions.
package struct Postgrey: Sendable {
    /// Where Postfix asks.
    package let port: Int

    /// Runs one for as long as the body runs. `delay`: seconds during which a first try and its repetitions are turned away.
    package static func running<Result: Sendable>(
        delay: Int, _ body: (Postgrey) async throws -> Result
    ) async throws -> Result {
        guard access("/usr/sbin/postgrey", X_OK) == 0 else {
            throw ProgramError(description: "postgrey is not installed: make setup")
        }
        let postgrey = Postgrey(port: try FreePort.next())
        let folder = try makeTemporaryFolder("postgrey")
        let log = folder + ".log"
        // It knows each recipient's first try by heart; without `--auto-whitelist-clients=0` five successes excuse the rest.
        let script = """
            : >"$1/nobody"
            chown -R postgrey "$1"
            guarded "$1/pid" /usr/sbin/postgrey --inet=127.0.0.1:"$2" --delay="$3" --dbdir="$1" \\
                --whitelist-clients="$1/nobody" --whitelist-recipients="$1/nobody" --auto-whitelist-clients=0
            rm -rf "$1"
            """
        let arguments = [folder, "\(postgrey.port)", "\(delay)"]
        guard let process = DependentProcess(script: script, arguments: arguments, log: log) else {
            throw ProgramError(description: "no shell")
        }
        do {
            try await postgrey.wait(for: process, log: log)
            let result = try await body(postgrey)
            await end(process, log)
            return result
        } catch {
            await end(process, log)
            throw error
        }
    }

    private func wait(for process: DependentProcess, log: String) async throws {
        while process.isRunning {
            if try FreePort.isTaken(port) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ProgramError(description: "postgrey did not start: \(try run("cat '\(log)'", input: ""))")
    }

    private static func end(_ process: DependentProcess, _ log: String) async {
        process.closeInput()
        while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        unlink(log)
    }
}
