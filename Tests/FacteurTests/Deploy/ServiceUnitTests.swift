import Foundation
import Testing

@testable import facteur

@Suite("The systemd units", .timeLimit(.minutes(2)))
struct ServiceUnitTests {
    private static let units = [
        "facteur.service", "facteur@.service", "facteur-web.service", "facteur-bounce.service",
    ]

    @Test("systemd finds nothing to complain about", arguments: units)
    func verify(unit: String) throws {
        try withInstalled(unit) { file in
            let verdict = try run("systemd-analyze", "verify", "--man=no", file)
            #expect(verdict.status == 0 && verdict.output.isEmpty, "\(verdict.output)")
        }
    }

    @Test("systemd rates the exposure of each at 1.5 of 10 at most", arguments: units)
    func exposure(unit: String) throws {
        try withInstalled(unit) { file in
            let verdict = try run("systemd-analyze", "security", "--offline=true", "--threshold=15", file)
            #expect(verdict.status == 0, "\(verdict.output)")
        }
    }

    @Test("systemd waits longer for a stop than the worker does")
    func stopTimeout() throws {
        let unit = try String(contentsOf: deploy.appending(path: "facteur.service"), encoding: .utf8)
        let settings = try String(contentsOf: deploy.appending(path: "facteur.yaml"), encoding: .utf8)
        let systemd = try #require(unit.firstMatch(of: /\nTimeoutStopSec=(\d+)s\n/).flatMap { Int($0.1) })
        let worker = try #require(settings.firstMatch(of: /\n  stopTimeout: (\d+)s\n/).flatMap { Int($0.1) })
        #expect(systemd >= worker + 15)
    }

    @Test(
        "Each is notified of, watched, stays down after faults that a person must mend, and crashes without a backtracer",
        arguments: units)
    func common(unit: String) throws {
        let text = try String(contentsOf: deploy.appending(path: unit), encoding: .utf8)
        for line in [
            "Type=notify", "WatchdogSec=60s", "RestartPreventExitStatus=64 78 243", "PartOf=facteur.target",
            "Environment=SWIFT_BACKTRACE=enable=no", "InaccessiblePaths=-/run/systemd/journal/dev-log",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test("The socket's address is that of web.listen where nobody sets it")
    func socket() throws {
        let text = try String(contentsOf: deploy.appending(path: "facteur-web.socket"), encoding: .utf8)
        #expect(text.contains("\nListenStream=\(Keys.Web.listen.standard.text)\n"))
    }

    private let deploy = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy")

    /// Hands over a copy of the unit whose program is where it says.
    private func withInstalled(_ unit: String, _ body: (_ file: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = try String(contentsOf: deploy.appending(path: unit), encoding: .utf8)
        #expect(text.contains("\nExecStart=/usr/local/bin/facteur "))
        for other in ["facteur.target", "facteur-web.socket"] {
            try FileManager.default.copyItem(at: deploy.appending(path: other), to: folder.appending(path: other))
        }
        // An instance, where there may be several.
        let file = folder.appending(path: unit.replacing("@.", with: "@9031."))
        try text.replacing("=/usr/local/bin/facteur ", with: "=/bin/true ")
            .write(to: file, atomically: true, encoding: .utf8)
        try body(file.path)
    }

    private func run(_ program: String, _ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
