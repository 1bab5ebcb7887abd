/// What a request's path asks for.
enum UnsubscribeRoute: Hashable {
    /// `/d/TOKEN`
    case subscription(token: String)
    /// `/d/TOKEN/retour`
    case wayBack(token: String)
    /// `/c/TOKEN`
    case confirmation(token: String)
    /// A link under `/d` or `/c` that no mail ever held: cut short, or with something stuck to its end.
    case brokenLink

    /// Reads a path; nil for one that is under neither `/d` nor `/c`.
    init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].isEmpty, parts[1] == "d" || parts[1] == "c" else { return nil }
        self = .brokenLink
        guard parts.count > 2, Self.couldBeToken(parts[2]) else { return }
        let token = String(parts[2])
        switch (parts[1], parts.count) {
        case ("d", 3): self = .subscription(token: token)
        case ("d", 4) where parts[3] == "retour": self = .wayBack(token: token)
        case ("c", 3): self = .confirmation(token: token)
        default: return
        }
    }

    /// The token in the path, or nil for a broken link.
    var token: String? {
        switch self {
        case .subscription(let token), .wayBack(let token), .confirmation(let token): token
        case .brokenLink: nil
        }
    }

    /// The way to `/d/TOKEN` from here, relative so that it holds behind a proxy that serves this under a path of its own.
    var unsubscribeLink: String {
        switch self {
        case .subscription(let token): token
        case .wayBack(let token): "../\(token)"
        case .confirmation(let token): "../d/\(token)"
        case .brokenLink: ""
        }
    }

    /// The way to `/d/TOKEN/retour` from here, relative.
    var wayBackLink: String {
        switch self {
        case .subscription(let token): "\(token)/retour"
        case .wayBack: "retour"
        case .confirmation(let token): "../d/\(token)/retour"
        case .brokenLink: ""
        }
    }

    /// Tokens are written in letters, digits, `-` and `_`, and hold 128 bits at least (RFC 8058 section 3.1): 22 characters.
    /// Anything else need not trouble the store.
    private static func couldBeToken(_ text: Substring) -> Bool {
        (22...128).contains(text.utf8.count)
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
