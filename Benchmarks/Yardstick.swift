import Glibc
import TestServers

/// Postfix's smtp-source, the fastest plain SMTP client at hand: no database, no templates, no state.
enum Yardstick {
    /// Messages a second into a sink. `letter` is a file with the message, each line ended by LF.
    static func rate(_ count: Int, of letter: String, sessions: Int, into sink: Sink) async throws -> Double {
        try await rate(count, of: letter, sessions: sessions, to: sink.address)
    }

    /// The same to any server, `host:port`.
    static func rate(_ count: Int, of letter: String, sessions: Int, to address: String) async throws -> Double {
        let program = "/usr/sbin/smtp-source"
        guard access(program, X_OK) == 0 else { throw Stage.Failure("\(program) is missing: make setup") }
        let start = ContinuousClock.now
        let process = try Running(
            executable: program,
            arguments: [
                "-d", "-s", "\(sessions)", "-m", "\(count)", "-F", letter, "-f", "compte@boutique.example", "-t",
                "zoe@client.test", address,
            ], environment: [:], input: "")
        let result = await process.end()
        guard result.code == 0 else { throw Stage.Failure("\(program): \(result.error)") }
        return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
