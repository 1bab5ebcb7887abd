import Mail

/// What a provider is answered.
package enum WebhookAnswer: Sendable, Hashable {
    /// All that was told is stored.
    case taken
    /// No provider is known by this name, or it has no secret here: for a stranger the two are the same.
    case unknownProvider
    /// Nothing proves that the provider sent it.
    case unproven
    /// No message of the provider's form.
    case malformed
    /// Neither now nor in this way: the body is too large.
    case tooLarge
    case wrongMethod
    /// It cannot be stored or looked at now, and should be told again; with the reason where the outbox is away.
    case unavailable(OutboxError?)

    /// The status code (RFC 9110 section 15).
    package var status: Int {
        switch self {
        case .taken: 200
        case .malformed: 400
        case .unproven, .unknownProvider: 403
        case .wrongMethod: 405
        case .tooLarge: 413
        case .unavailable: 503
        }
    }

    /// One line for whoever looks at the provider's log of its webhook. It tells no more than the status does.
    package var line: String {
        switch self {
        case .taken: "taken\n"
        case .malformed: "not understood\n"
        case .unproven, .unknownProvider: "refused\n"
        case .wrongMethod: "POST only\n"
        case .tooLarge: "too large\n"
        case .unavailable: "try again later\n"
        }
    }
}
