import Foundation
import Glibc
import Synchronization

/// A command that runs.
package final class Running: Sendable {
    package let processID: pid_t
    private let output = Mutex(Data())
    private let error = Mutex(Data())
    private let code = Mutex<Int32?>(nil)
    private let ended = Mutex<ContinuousClock.Instant?>(nil)
    private let begun = ContinuousClock.now

    package init(executable: String, arguments: [String], environment: [String: String], input: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        // A sanitizer's options too: where the tests are instrumented, so is the command, and what it finds there must be found.
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "TSAN_OPTIONS", "ASAN_OPTIONS", "LD_PRELOAD"].contains($0.key)
        }
        process.environment = environment.merging(inherited) { own, _ in own }
        let (input, bytes) = (Pipe(), Data(input.utf8))
        let (outputPipe, errorPipe) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        // Not waitUntilExit: beside a run loop with nothing to do it asks without a pause, at the cost of a whole core.
        let exit = DispatchGroup()
        exit.enter()
        process.terminationHandler = { _ in exit.leave() }
        try Self.withoutBlockedSignals { try process.run() }
        processID = process.processIdentifier
        // One that ends before it has read everything tells why by its exit code and its words.
        try? input.fileHandleForWriting.write(contentsOf: bytes)
        try? input.fileHandleForWriting.close()
        let reading = DispatchGroup()
        Self.read(outputPipe, in: reading) { [self] data in output.withLock { $0.append(data) } }
        Self.read(errorPipe, in: reading) { [self] data in error.withLock { $0.append(data) } }
        Thread.detachNewThread { [self] in
            exit.wait()
            ended.withLock { $0 = ContinuousClock.now }
            reading.wait()
            let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
            code.withLock { $0 = status }
        }
    }

    /// What is started has the mask of the thread that starts it, and threads of the shared pool block nearly all: a shell would never be
    /// ended by SIGTERM.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    private static func read(_ pipe: Pipe, in group: DispatchGroup, _ add: @escaping @Sendable (Data) -> Void) {
        group.enter()
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            while true {
                let count = Glibc.read(handle.fileDescriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                add(Data(buffer[..<count]))
            }
            // Foundation keeps the pipe for as long as this process lives, and a long trial runs thousands of commands.
            try? handle.close()
            group.leave()
        }
    }

    /// What it has written so far.
    package var outputSoFar: String { String(decoding: output.withLock { $0 }, as: UTF8.self) }

    /// Whether it has ended.
    package var hasEnded: Bool { code.withLock { $0 } != nil }

    /// How long it has run, from before it was started; nil before its end.
    package var lifetime: Duration? { ended.withLock { $0 }.map { $0 - begun } }

    package func send(_ signal: Int32) { kill(processID, signal) }

    /// Waits for a line on standard output; throws when the command ends or a minute passes without it.
    package func line(_ matches: (Substring) -> Bool) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            let ended = hasEnded
            if let line = outputSoFar.split(separator: "\n").first(where: matches) { return String(line) }
            if ended { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw NoSuchLine(output: outputSoFar, error: String(decoding: error.withLock { $0 }, as: UTF8.self))
    }

    package struct NoSuchLine: Error, CustomStringConvertible {
        var output: String
        var error: String

        package var description: String { "the line never came; last: \(output.suffix(2_000)) \(error.suffix(2_000))" }
    }

    /// Waits for its end, and kills it where the test is cancelled, at its time limit say. The code is the exit code, or minus the
    /// signal that ended it.
    package func end() async -> Binary.Result {
        while true {
            if let code = code.withLock({ $0 }) {
                return Binary.Result(
                    code: code, output: outputSoFar, error: String(decoding: error.withLock { $0 }, as: UTF8.self))
            }
            do { try await Task.sleep(for: .milliseconds(10)) } catch {
                send(SIGKILL)
                // No task sleeps once it is cancelled.
                usleep(10_000)
            }
        }
    }
}
