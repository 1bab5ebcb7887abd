import Foundation

/// Runs Python as an SMTP client that shares no code with the server.
enum Python {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs a program with `port` defined and returns what it printed; throws when it failed.
    static func run(port: Int = 0, _ program: String) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "port = \(port)\n" + program]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        // Foundation keeps it for as long as this process lives.
        try? output.fileHandleForReading.close()
        guard process.terminationStatus == 0 else { throw Failed(description: text) }
        return text
    }
}
