import Mail

/// One connection with a thread of its own, opened when it is first needed and again after it was lost.
///
/// A statement is never repeated here: whether it took effect before a connection broke is for the caller to know.
actor DatabaseSession {
    private let settings: DatabaseSettings
    private let executor: ThreadExecutor
    private var connection: DatabaseConnection?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(settings: DatabaseSettings, executor: ThreadExecutor = ThreadExecutor()) {
        self.settings = settings
        self.executor = executor
    }

    /// Runs one statement and reads its rows.
    func rows<Element: Sendable>(
        _ statement: String, _ values: [Value] = [],
        _ read: @Sendable (Rows.Row) throws(OutboxError) -> Element
    ) throws(OutboxError) -> [Element] {
        let rows = try run(statement, values)
        return try rows.map(read)
    }

    /// Runs one statement for its effect; how many rows it touched.
    @discardableResult
    func execute(_ statement: String, _ values: [Value] = []) throws(OutboxError) -> Int {
        let rows = try run(statement, values)
        return rows.affected
    }

    /// Runs a script of several statements as one transaction. `limit`: a migration may take longer than a statement.
    func execute(script: String, within limit: Duration) throws(OutboxError) {
        try connect()
        do throws(OutboxError) {
            try connection?.run(script: script, within: limit)
        } catch {
            dropIfBroken(after: error)
            throw error
        }
    }

    /// Opens the connection ahead of the first statement; whoever asks that is told where it cannot be.
    func open() { try? connect() }

    /// Closes the connection; the next statement opens another.
    func close() { connection = nil }

    private func run(_ statement: String, _ values: [Value]) throws(OutboxError) -> Rows {
        try connect()
        do throws(OutboxError) {
            guard let rows = try connection?.run(statement, values, within: settings.statementTimeout) else {
                throw .unavailable("database: the connection was lost: reconnecting")
            }
            return rows
        } catch {
            dropIfBroken(after: error)
            throw error
        }
    }

    private func connect() throws(OutboxError) {
        // Without its thread this would block somebody else's.
        if let fault = executor.fault { throw .unavailable(fault) }
        let isHealthy = connection?.isHealthy ?? false
        if !isHealthy { connection = try DatabaseConnection.open(settings) }
    }

    /// After a fault of the server's a fresh connection is the surer one: a standby that was promoted, a host that is back.
    private func dropIfBroken(after error: OutboxError) {
        if case .unavailable = error { connection = nil }
    }
}
