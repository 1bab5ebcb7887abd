import Foundation

/// What a child process printed, and how it ended.
struct Child {
    var status: Int32
    var output: String
    var errors: String

    /// Runs a program found on PATH to its end.
    static func run(_ program: String, _ arguments: [String], input: String = "") async throws -> Child {
        try await withCheckedThrowingContinuation { continuation in
            // Waiting blocks: on a thread of its own, since pools have only a few for each core.
            Thread.detachNewThread {
                continuation.resume(with: Result { try wait(program, arguments, input) })
            }
        }
    }

    private static func wait(_ program: String, _ arguments: [String], _ input: String) throws -> Child {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["input", "output", "errors"].map { folder.appending(path: $0) }
        for file in files { try Data(input.utf8).write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let handles = [try FileHandle(forReadingFrom: files[0]), try emptied(files[1]), try emptied(files[2])]
        // Foundation keeps them for as long as this process lives.
        defer { for handle in handles { try? handle.close() } }
        process.standardInput = handles[0]
        process.standardOutput = handles[1]
        process.standardError = handles[2]
        try process.run()
        process.waitUntilExit()
        return Child(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }

    private static func emptied(_ file: URL) throws -> FileHandle {
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 0)
        return handle
    }
}

/// One HTTP response, as curl saw it.
struct Answer: Equatable {
    var status: Int
    /// Names in lower case; without Date, the only one that may differ between two equal answers.
    var headers: [String: String]
    var body: String

    /// Fetches an address with curl. Redirects are not followed.
    static func of(_ address: String, _ arguments: [String] = []) async throws -> Answer {
        let curl = try await Child.run("curl", ["-sS", "-i", "--max-time", "60"] + arguments + [address])
        guard curl.status == 0 else { throw CurlFailed(description: curl.errors) }
        return Answer(curl.output)
    }

    /// Reads head and body as curl prints them with `-i`.
    init(_ text: String) {
        let head = text.prefix(upTo: text.range(of: "\r\n\r\n")?.lowerBound ?? text.endIndex)
        body = String(text.dropFirst(head.count + 2))
        let lines = head.split(separator: "\r\n")
        status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        headers = [:]
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if sides.count == 2, sides[0].lowercased() != "date" { headers[sides[0].lowercased()] = sides[1] }
        }
    }
}

/// curl could not talk to the server.
struct CurlFailed: Error, CustomStringConvertible {
    var description: String
}
