/// Something that could never be sent, refused where it was enqueued (SQLSTATE 22023). The transaction it was refused in can only be
/// rolled back, unless a savepoint stands before it.
public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The SQLSTATE of every refusal: `invalid_parameter_value`.
    public static let sqlState = "22023"

    /// One sentence that names the fault, as `parameter link is missing`. It quotes no secret.
    public let message: String
    /// What more there is to say.
    public let detail: String?
    /// What to do.
    public let hint: String?

    init?(_ failure: StatementFailure) {
        guard failure.sqlState == Self.sqlState else { return nil }
        message = failure.message
        detail = failure.detail
        hint = failure.hint
    }

    /// The message.
    public var description: String { message }
}

/// An answer of the database that this library cannot read: it is older than the schema, or the connection gives rows of another shape.
public struct UnexpectedAnswer: Error, Sendable, Hashable, CustomStringConvertible {
    /// The function that gave it.
    public let function: String

    /// One line: what, and what to do.
    public var description: String {
        "facteur.\(function) answered what FacteurClient cannot read: use the FacteurClient of the schema's version"
    }
}
