/// Why nothing was taken from a request.
package enum WebhookFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// It does not prove that the provider sent it.
    case unproven(String)
    /// It is no message of the provider's form.
    case malformed(String)
    /// Whether the provider sent it cannot be told at this moment: what is needed for that is out of reach.
    case unavailable(String)

    /// One line, without anything of the request's own that could be a secret.
    package var description: String {
        switch self {
        case .unproven(let line), .malformed(let line), .unavailable(let line): line
        }
    }
}
