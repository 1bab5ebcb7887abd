import Dispatch
import ExampleDatabase
import FacteurClient

/// The shop's connections: one for each request that is being answered, kept for the next.
actor ConnectionPool {
    private var idle: [LibPQConnection] = []

    /// Lends a connection.
    func use<Result: Sendable>(
        _ work: @Sendable (LibPQConnection) async throws -> Result
    ) async throws -> Result {
        let connection: LibPQConnection
        if let kept = idle.popLast() { connection = kept } else { connection = try await Self.open() }
        do {
            let result = try await work(connection)
            idle.append(connection)
            return result
        } catch let failure as StatementFailure
            where failure.sqlState.hasPrefix("08") || failure.sqlState.hasPrefix("57P")
        {
            // It is broken, and so may the others be.
            idle = []
            throw failure
        } catch {
            idle.append(connection)
            throw error
        }
    }

    /// Lends a connection with a transaction on it.
    func transaction<Result: Sendable>(
        _ work: @Sendable (LibPQConnection) async throws -> Result
    ) async throws -> Result {
        try await use { connection in
            try await connection.transaction { try await work(connection) }
        }
    }

    private static func open() async throws -> LibPQConnection {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try LibPQConnection() }) }
        }
    }
}
