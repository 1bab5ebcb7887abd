import Mail

/// Somebody who is told what became of messages.
package struct EventEndpoint: Sendable {
    /// As the settings call it.
    package let name: String
    /// `https://`, or `http://` on this machine.
    package let url: String
    /// What may be shown of it: in a path or a query may be a token.
    package var origin: String {
        url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3).joined(separator: "/")
    }
    package let signer: WebhookSigner
    /// Of messages of these kinds alone; nil: of all.
    package let kinds: [String]?
    /// Whether it may be in a private network, or on this machine.
    package let allowPrivate: Bool

    package init(name: String, url: String, signer: WebhookSigner, kinds: [String]?, allowPrivate: Bool) {
        self.name = name
        self.url = url
        self.signer = signer
        self.kinds = kinds
        self.allowPrivate = allowPrivate
    }
}

/// What came of telling one event.
package enum EventAnswer: Sendable, Hashable {
    /// A status of 200 to 299: it has it.
    case taken
    /// `status` of any other kind, redirects too; and how long it wants to be left alone.
    case refused(status: Int, retryAfter: Duration?)
    /// No answer; why, in one line.
    case unreachable(String)

    /// Whether an endpoint in order says this of one event: a body that it cannot take, and not a login, a limit or an address (RFC 9110
    /// section 15.5).
    var isOfTheEvent: Bool {
        guard case .refused(let status, _) = self else { return false }
        return [400, 406, 409, 411, 413, 415, 422].contains(status)
    }

    /// Why it was not taken, in one line; nil when it was.
    var fault: String? {
        switch self {
        case .taken: nil
        case .refused(let status, _) where (300..<400).contains(status):
            "answers with status \(status), and redirects are not followed: set the address that it names"
        case .refused(410, _): "answers with status 410, gone: ask who runs it, or remove it from the settings"
        case .refused(let status, _): "answers with status \(status)"
        case .unreachable(let reason): reason
        }
    }
}

/// Tells an endpoint events one after the other; stops at the first that it does not take.
package protocol EventPoster: Sendable {
    /// The answers, in the order of the events: as many as were tried.
    func tell(_ events: [OutgoingEvent], to endpoint: EventEndpoint, until deadline: Duration) async -> [EventAnswer]
}
