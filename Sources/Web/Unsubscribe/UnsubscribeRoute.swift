import Mail

/// What a request's path asks for of a reader's subscriptions.
enum UnsubscribeRoute: Hashable {
    /// `/d/TOKEN`
    case subscription(token: String)
    /// `/d/TOKEN/retour`
    case wayBack(token: String)
    /// `/c/TOKEN`
    case confirmation(token: String)
    /// `/p/TOKEN`
    case preferences(token: String)
    /// A link under `/d`, `/c` or `/p` that no mail ever held: cut short, or with something stuck to its end.
    case brokenLink

    /// Reads a path; nil for one that is under none of these.
    init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].isEmpty, ["d", "c", "p"].contains(parts[1]) else { return nil }
        self = .brokenLink
        guard parts.count > 2, Self.couldBeToken(parts[2]) else { return }
        let token = String(parts[2])
        switch (parts[1], parts.count) {
        case ("d", 3): self = .subscription(token: token)
        case ("d", 4) where parts[3] == "retour": self = .wayBack(token: token)
        case ("c", 3): self = .confirmation(token: token)
        case ("p", 3): self = .preferences(token: token)
        default: return
        }
    }

    /// The token in the path, or nil for a broken link.
    var token: String? {
        switch self {
        case .subscription(let token), .wayBack(let token), .confirmation(let token), .preferences(let token): token
        case .brokenLink: nil
        }
    }

    /// The way to `/d/TOKEN` from here, relative so that it holds behind a proxy that serves this under a path of its own.
    var unsubscribeLink: String {
        switch self {
        case .subscription(let token): token
        case .wayBack(let token): "../\(token)"
        case .confirmation(let token), .preferences(let token): "../d/\(token)"
        case .brokenLink: ""
        }
    }

    /// The way to `/d/TOKEN/retour` from here, relative.
    var wayBackLink: String {
        switch self {
        case .subscription(let token): "\(token)/retour"
        case .wayBack: "retour"
        case .confirmation(let token), .preferences(let token): "../d/\(token)/retour"
        case .brokenLink: ""
        }
    }

    /// The way to `/p/TOKEN` from here, relative.
    var preferencesLink: String {
        switch self {
        case .subscription(let token), .confirmation(let token): "../p/\(token)"
        case .wayBack(let token): "../../p/\(token)"
        case .preferences(let token): token
        case .brokenLink: ""
        }
    }

    /// Tokens are written in letters, digits, `-` and `_`, and hold 128 bits at least (RFC 8058 section 3.1): 22 characters.
    /// Anything else need not trouble the store, nor does the one of test copies, which is a word.
    private static func couldBeToken(_ text: Substring) -> Bool {
        if text == Claimed.Issue.tokenOfNobody { return true }
        return (22...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
