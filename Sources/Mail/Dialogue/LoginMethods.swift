/// One way of logging in (RFC 4954).
package enum LoginMethod: Sendable, Hashable {
    /// PLAIN (RFC 4616) or LOGIN, whichever is offered, the first response in the command: some relays take PLAIN so alone, and it saves a
    /// round trip.
    case standard
    /// PLAIN, the response in a line of its own.
    case plainInTwoSteps
    /// LOGIN, though PLAIN is offered too.
    case login
    /// SCRAM-SHA-256 (RFC 7677) or SCRAM-SHA-1 (RFC 5802), of which libcurl takes the former where both are offered.
    case scram
    /// CRAM-MD5 (RFC 2195).
    case cramMD5

    /// The mechanisms that it may use.
    package var mechanisms: [String] {
        switch self {
        case .standard: ["PLAIN", "LOGIN"]
        case .plainInTwoSteps: ["PLAIN"]
        case .login: ["LOGIN"]
        case .scram: ["SCRAM-SHA-256", "SCRAM-SHA-1"]
        case .cramMD5: ["CRAM-MD5"]
        }
    }
}

/// Which way of logging in a relay takes. Pure.
///
/// What a relay offers it need not take. When it refuses one way for good, each other one is tried once, at once; when all are refused it
/// is the name or the password, and from then on each connection tries one way alone: no account is to be locked by trying. A relay that
/// cannot log anybody in for the moment (4xx) says nothing of the way.
package struct LoginMethods: Sendable {
    /// The way that the next connection begins with.
    package private(set) var first = LoginMethod.standard
    private var refused: Set<LoginMethod> = []
    private let knowsSCRAM: Bool

    /// - Parameter knowsSCRAM: Whether the library that logs in has SCRAM, which not every one has.
    package init(knowsSCRAM: Bool = false) { self.knowsSCRAM = knowsSCRAM }

    /// The relay took a login.
    package mutating func accepted(_ method: LoginMethod) {
        first = method
        refused = []
    }

    /// The relay refused a login, or offers none that fits. Returns the way to try at once; nil when there is none.
    ///
    /// - Parameters:
    ///   - code: Of its reply; nil where nothing fitted.
    ///   - offered: The mechanisms that its answer to EHLO names.
    package mutating func refused(_ method: LoginMethod, _ code: Int?, offered: [String]) -> LoginMethod? {
        if let code, code < 500 { return nil }
        refused.insert(method)
        var others: [LoginMethod] = knowsSCRAM ? [.login, .scram, .cramMD5] : [.login, .cramMD5]
        // Where the command was not understood, it may have been the response in it.
        if let code, (500...504).contains(code) { others.insert(.plainInTwoSteps, at: 0) }
        let next = others.first { other in
            !refused.contains(other) && other.mechanisms.contains(where: offered.contains)
        }
        if next == nil { first = .standard }
        return next
    }
}
