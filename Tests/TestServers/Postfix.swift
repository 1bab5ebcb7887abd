import Foundation

/// A real Postfix of one's own: loopback, free ports, STARTTLS and implicit TLS with a throw-away authority, login by SASL,
/// mail to `name@client.test` delivered to a Maildir, and what comes back to `@bounce.boutique.example` to another. All its state is in a temporary folder, which goes with it.
package struct Postfix: Sendable {
    /// The port that begins in clear and offers STARTTLS.
    package let port: Int
    /// The port that speaks TLS from the first byte.
    package let implicitTLSPort: Int
    /// The name in the certificate, and the one to connect to.
    package let host = "localhost"
    package let username = "facteur@mail.localhost"
    package let password = "sésame & \"ouvre\"-toi"
    private let folder: String

    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    /// The authority that signed the certificate, in PEM.
    package var caFile: String { folder + "/tls/ca.pem" }
    /// An authority that signed nothing here.
    package var otherCAFile: String { folder + "/tls/other.pem" }

    /// Runs one for as long as the body runs. Needs root, as Postfix does. A policy service on the given port is asked about
    /// every recipient. Mail to `refused.test` goes on to the server on the loopback port `nextHop`. `mechanisms` are those that it
    /// offers for a login.
    package static func running<Result: Sendable>(
        policyPort: Int? = nil, nextHop: Int? = nil, mechanisms: String = "PLAIN LOGIN",
        _ body: (Postfix) async throws -> Result
    ) async throws -> Result {
        guard geteuid() == 0 else { throw Failure(description: "Postfix starts as root only: run the tests as root") }
        let folder = NSTemporaryDirectory() + "facteur-postfix-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: folder + "/run"))
        let postfix = Postfix(
            port: try FreePort.next(), implicitTLSPort: try FreePort.next(), folder: folder)
        let keeper = Process()
        keeper.executableURL = URL(filePath: "/bin/sh")
        keeper.arguments = [
            "-c", script, "sh", folder, "\(getpid())", "\(postfix.port)", "\(postfix.implicitTLSPort)",
            "mail.localhost", postfix.password, policyPort.map(String.init) ?? "",
            nextHop.map(String.init) ?? "", mechanisms,
        ]
        let output = folder + ".log"
        try Data().write(to: URL(filePath: output))
        let log = FileHandle(forWritingAtPath: output)
        defer { try? log?.close() }
        keeper.standardInput = FileHandle.nullDevice
        keeper.standardOutput = log
        keeper.standardError = log
        try keeper.run()
        do {
            try await postfix.wait(for: "running", of: keeper, output: output)
            let result = try await body(postfix)
            await postfix.stop(keeper, output)
            return result
        } catch {
            await postfix.stop(keeper, output)
            throw error
        }
    }

    /// The mails delivered to `name@client.test` so far, each as stored: LF lines, Postfix's headers first.
    package func mails(to name: String) -> [String] {
        mails(in: "inbox").filter { $0.contains("\nDelivered-To: \(name)@client.test\n") }
    }

    /// How many mails were delivered to `@client.test`.
    package var delivered: Int { files(in: "inbox").count }

    /// All mails delivered to `@client.test`, with CRLF as on the wire.
    package func allMails() -> [[UInt8]] {
        mails(in: "inbox").map { Array($0.replacing("\n", with: "\r\n").utf8) }
    }

    /// What came back to `@bounce.boutique.example`, each as stored, once there are so many.
    package func returned(_ count: Int) async throws -> [String] {
        for _ in 0..<1200 {
            let mails = mails(in: "returns")
            if mails.count >= count { return mails }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure(description: "\(mails(in: "returns").count) of \(count) mails came back:\n\(log)")
    }

    private func mails(in mailbox: String) -> [String] {
        files(in: mailbox).compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    }

    private func files(in mailbox: String) -> [String] {
        let new = folder + "/mail/\(mailbox)/new"
        return ((try? FileManager.default.contentsOfDirectory(atPath: new)) ?? []).sorted().map { new + "/" + $0 }
    }

    /// Waits until so many mails to `name@client.test` are there.
    package func wait(for count: Int, to name: String) async throws -> [String] {
        for _ in 0..<1200 {
            let mails = mails(to: name)
            if mails.count >= count { return mails }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure(description: "\(mails(to: name).count) of \(count) mails to \(name):\n\(log)")
    }

    /// What Postfix logged.
    package var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    private func wait(for file: String, of keeper: Process, output: String) async throws {
        for _ in 0..<1200 where keeper.isRunning {
            if FileManager.default.fileExists(atPath: folder + "/" + file) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        throw Failure(description: "Postfix did not start:\n\(said)")
    }

    private func stop(_ keeper: Process, _ output: String) async {
        try? FileManager.default.removeItem(atPath: folder + "/run")
        while keeper.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        for leftover in [folder, output] { try? FileManager.default.removeItem(atPath: leftover) }
    }
}
