import Foundation
import Glibc
import TestServers

/// Postfix's smtp-sink on a free loopback port: it takes all mail and throws it away.
struct Sink: Sendable {
    /// How long nothing may have come in until it is asked whether all of it is there.
    private static let pause = Duration.milliseconds(300)

    let port: Int
    private let process: Running

    var address: String { "127.0.0.1:\(port)" }

    /// Runs one for as long as the body runs.
    static func running<Result>(_ body: (Sink) async throws -> Result) async throws -> Result {
        let program = "/usr/sbin/smtp-sink"
        guard access(program, X_OK) == 0 else { throw Stage.Failure("\(program) is missing: make setup") }
        let port = try FreePort.next()
        // As root it wants to be told whom to become.
        let user = geteuid() == 0 ? ["-u", "nobody"] : []
        let process = try Running(
            executable: program, arguments: user + ["-m", "1024", "127.0.0.1:\(port)", "1024"], environment: [:],
            input: "")
        let sink = Sink(port: port, process: process)
        defer { process.send(SIGKILL) }
        while try !FreePort.isTaken(port) {
            guard !process.hasEnded else { throw Stage.Failure("\(program) ended: \(await process.end().error)") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await body(sink)
    }

    /// Waits until everything is there, which `isAll` says; when the last byte came. Looks at what the system counts of the sink's reads,
    /// so that watching costs neither side anything.
    func last(within limit: Duration = .seconds(600), isAll: () async throws -> Bool) async throws
        -> ContinuousClock.Instant
    {
        let deadline = ContinuousClock.now + limit
        var (read, since) = (try bytesRead(), ContinuousClock.now)
        while ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
            let now = ContinuousClock.now
            let count = try bytesRead()
            if count != read { (read, since) = (count, now) }
            guard now - since >= Self.pause else { continue }
            if try await isAll() { return since }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Stage.Failure("the sink waited in vain for the rest of the mail")
    }

    private func bytesRead() throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process.processID)/io", encoding: .utf8)
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("rchar: ") }),
            let count = Int(line.dropFirst(7))
        else { throw Stage.Failure("/proc/\(process.processID)/io does not say how much was read") }
        return count
    }
}
