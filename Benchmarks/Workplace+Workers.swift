import Foundation
import FoundationNetworking
import Glibc
import TestServers

/// The workers of a workplace.
extension Workplace {
    /// Runs `body` beside a worker; with `log` its standard output goes to that file.
    func withWorker<Result>(log: String? = nil, _ body: (Running) async throws -> Result) async throws -> Result {
        let worker = try start(log)
        do {
            try await stage.wait("the worker is ready") { try await isReady() }
            let result = try await body(worker)
            worker.send(SIGTERM)
            let end = await worker.end()
            guard end.code == 0 else { throw Stage.Failure("the worker ended with \(end.code): \(end.error)") }
            return result
        } catch {
            worker.send(SIGKILL)
            _ = await worker.end()
            throw error
        }
    }

    /// Runs `body` beside several on the one outbox.
    func withWorkers<Result>(_ count: Int, _ body: () async throws -> Result) async throws -> Result {
        guard count > 0 else { return try await body() }
        return try await forAnotherWorker().withWorker { _ in try await withWorkers(count - 1, body) }
    }

    private func start(_ log: String?) throws -> Running {
        guard let log else { return try stage.binary.start(["run"]) }
        // The shell becomes the worker.
        return try Running(
            executable: "/bin/sh", arguments: ["-c", #"exec "$0" run >>"$1""#, try Binary.path(), log],
            environment: stage.binary.environment, input: "")
    }

    private func isReady() async throws -> Bool {
        guard let url = URL(string: "http://127.0.0.1:\(admin)/readyz") else { return false }
        let answer = try? await URLSession.shared.data(from: url)
        return (answer?.1 as? HTTPURLResponse)?.statusCode == 200
    }
}
