import Mail

/// A relay: `smtp://host:587` (STARTTLS) or `smtps://host:465` (TLS from the first byte).
struct RelayURL: Sendable, Hashable {
    let text: String
    let isImplicitTLS: Bool
    let host: String
    let port: Int

    /// Reads scheme, host and an optional port; a login or a path has no place in it. A relay on this machine has no usual port, 25 and 587
    /// and others are in use, and must name it.
    @Sendable init?(_ text: String) {
        guard let url = ServerURL(text, scheme: "smtp", port: 587, implicitTLSPort: 465) else { return nil }
        guard url.place.namesPort || !LoopbackHost.isOne(url.place.host) else { return nil }
        isImplicitTLS = url.isImplicitTLS
        host = url.place.host
        port = url.place.port
        self.text = "\(isImplicitTLS ? "smtps" : "smtp")://\(ListenAddress(host: host, port: port).text)"
    }

    /// Whether what is said to it stays on this machine.
    var isLoopback: Bool { LoopbackHost.isOne(host) }
}

/// Where a mailbox is: `imap://` with STARTTLS, `imaps://` with TLS from the first byte.
struct MailboxURL: Sendable, Hashable {
    let isImplicitTLS: Bool
    let host: String
    let port: Int

    /// Reads scheme, host and an optional port; a login or a folder has no place in it.
    @Sendable init?(_ text: String) {
        guard let url = ServerURL(text, scheme: "imap", port: 143, implicitTLSPort: 993) else { return nil }
        isImplicitTLS = url.isImplicitTLS
        host = url.place.host
        port = url.place.port
    }

    /// Whether what is said to it stays on this machine.
    var isLoopback: Bool { LoopbackHost.isOne(host) }
}

/// A server by scheme, host and an optional port, and nothing else; the scheme with an s behind it begins with TLS.
private struct ServerURL {
    let isImplicitTLS: Bool
    let place: HostAndPort

    init?(_ text: String, scheme: String, port: Int, implicitTLSPort: Int) {
        guard let separator = text.firstRange(of: "://") else { return nil }
        switch text[..<separator.lowerBound].lowercased() {
        case scheme: isImplicitTLS = false
        case scheme + "s": isImplicitTLS = true
        default: return nil
        }
        var authority = text[separator.upperBound...]
        if authority.last == "/" { authority.removeLast() }
        guard let place = HostAndPort(authority, defaultPort: isImplicitTLS ? implicitTLSPort : port),
            !place.host.isEmpty, !place.host.contains("%"), place.port > 0
        else { return nil }
        self.place = place
    }
}

/// The scheme of a URL, of which case says nothing (RFC 3986 section 3.1).
enum URLScheme {
    /// The URL with its scheme in lower case, as whoever compares it later expects.
    static func lowercased(_ url: String) -> String {
        guard let separator = url.firstRange(of: "://") else { return url }
        return url[..<separator.lowerBound].lowercased() + url[separator.lowerBound...]
    }
}

/// Where a server of this program listens.
struct ListenAddress: Sendable, Hashable {
    /// Empty for every interface.
    let host: String
    /// 0 for a free one.
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    @Sendable init?(_ text: String) {
        guard let place = HostAndPort(Substring(text), defaultPort: nil) else { return nil }
        host = place.host
        port = place.port
    }

    /// Whether everybody who reaches this machine reaches it.
    var isEverywhere: Bool { ["", "0.0.0.0", "::"].contains(host) }

    /// Whether both cannot be listened on at once.
    func isInTheWay(of other: ListenAddress) -> Bool {
        port != 0 && port == other.port && (host == other.host || isEverywhere || other.isEverywhere)
    }

    /// What to bind: every IPv4 interface where no host is named.
    var bindingHost: String { host.isEmpty ? "0.0.0.0" : host }

    var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// `host:port`, `[::1]:port`.
private struct HostAndPort {
    let host: String
    let port: Int
    /// Whether the port is written.
    let namesPort: Bool

    init?(_ text: Substring, defaultPort: Int?) {
        guard !text.contains(where: { "/?#@,".contains($0) || $0.isWhitespace }) else { return nil }
        var host = text
        var digits: Substring?
        if text.first == "[" {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<bracket]
            let rest = text[text.index(after: bracket)...]
            guard rest.isEmpty || rest.first == ":" else { return nil }
            if !rest.isEmpty { digits = rest.dropFirst() }
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            digits = text[text.index(after: colon)...]
        }
        guard let port = digits.map({ Int($0) }) ?? defaultPort, (0...65_535).contains(port) else { return nil }
        self.host = String(host)
        self.port = port
        namesPort = digits != nil
    }
}
