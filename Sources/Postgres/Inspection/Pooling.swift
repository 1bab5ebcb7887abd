import Mail

/// What stands between this program and the server.
package enum Pooling: Sendable, Hashable {
    /// The server itself.
    case none
    /// A pooler that keeps a session of the server for a client as long as it is there.
    case session
    /// One that hands a session on after each transaction. `keepsPrepared`: whether it knows clients' named prepared statements apart
    /// (PgBouncer from 1.21 with max_prepared_statements).
    case transaction(keepsPrepared: Bool)
    /// One that hands a session on after each statement.
    case statement
}

/// Finds out what stands between, by what two connections see of each other. Runs on a thread of its own.
package actor PoolingLook {
    private static let rounds = 5

    private let settings: DatabaseSettings
    private let executor = ThreadExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(_ settings: DatabaseSettings) { self.settings = settings }

    package func pooling() throws(OutboxError) -> Pooling {
        if let fault = executor.fault { throw .unavailable(fault) }
        let limit = settings.connectTimeout
        let first = try DatabaseConnection.open(settings)
        // A pooler makes up the number of the process that the protocol tells, for it is a client's and no server's.
        guard try first.serverProcess(within: limit) != first.toldProcess else { return .none }
        guard try first.takesTransactions(within: limit) else { return .statement }
        let second = try DatabaseConnection.open(settings)
        // Both are connected: a process that both meet is handed on between them.
        for _ in 0..<Self.rounds {
            guard try first.serverProcess(within: limit) == second.serverProcess(within: limit) else { continue }
            let name = "facteur_doctor_\(UInt32.random(in: 0...UInt32.max))"
            try first.prepare(name, "select 1", within: limit)
            let keepsPrepared = second.canPrepare(name, within: limit)
            // Where the names are not kept apart, one is left behind on the server.
            if !keepsPrepared { _ = try? first.run("deallocate \(name)", [], within: limit) }
            return .transaction(keepsPrepared: keepsPrepared)
        }
        return .session
    }
}

extension DatabaseConnection {
    /// The process that answers.
    fileprivate func serverProcess(within limit: Duration) throws(OutboxError) -> Int {
        let rows = try run("select pg_backend_pid() as pid", [], within: limit)
        return try rows.map { row throws(OutboxError) in Int(try row.integer("pid")) }.first ?? 0
    }

    /// Whether several statements may be one transaction.
    fileprivate func takesTransactions(within limit: Duration) throws(OutboxError) -> Bool {
        do throws(OutboxError) { _ = try run("begin", [], within: limit) } catch {
            // Refused, or hung up on.
            return false
        }
        _ = try run("rollback", [], within: limit)
        return true
    }

    fileprivate func canPrepare(_ name: String, within limit: Duration) -> Bool {
        (try? prepare(name, "select 1", within: limit)) != nil
    }
}
