/// The caller's own connection, on which the caller's own transaction is open.
///
/// All that ``Outbox`` asks of a driver: one method, text in and text out. Every statement casts its parameters from text and its columns
/// to text, so that a driver which binds in PostgreSQL's binary format may pass strings just as well.
public protocol FacteurConnection: Sendable {
    /// Runs one statement with `$1`, `$2`, … bound to the values; its rows, column by column, with nil for null.
    ///
    /// - Throws: A ``StatementFailure`` where the server refused the statement, so that a refusal can be told from other faults; anything
    ///   else where there is no server, and that reaches the caller as it is.
    func rows(of statement: String, with values: [String?]) async throws -> [[String?]]
}

/// What the server said of a statement that failed: the fields of PostgreSQL's error of the same names.
public struct StatementFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// SQLSTATE, five signs.
    public var sqlState: String
    /// The primary message: one line.
    public var message: String
    /// What more there is to say.
    public var detail: String?
    /// What to do.
    public var hint: String?

    /// What a driver makes of its own error.
    public init(sqlState: String, message: String, detail: String? = nil, hint: String? = nil) {
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.hint = hint
    }

    /// The message with its SQLSTATE, in one line.
    public var description: String { "\(message) (\(sqlState))" }
}
