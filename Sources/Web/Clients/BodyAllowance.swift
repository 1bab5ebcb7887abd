import Hummingbird

/// Paths to which more may be sent than to all others.
struct BodyAllowance: Sendable {
    /// What they begin with.
    let prefix: String
    /// In bytes; a longer body is not read.
    let limit: Int
    /// The answer to a longer body.
    let tooLarge: Response

    func holds(for request: Request) -> Bool { request.uri.path.hasPrefix(prefix) }
}
