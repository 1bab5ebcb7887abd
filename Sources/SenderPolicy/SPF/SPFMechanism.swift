import Platform

/// A condition on the sender's address (RFC 7208 section 5). Domains may hold macros.
package enum SPFMechanism: Sendable, Hashable {
    case all
    case include(String)
    /// Of the domain itself where none is named.
    case a(String?, SPFPrefixes)
    case mx(String?, SPFPrefixes)
    case ptr(String?)
    case ip4(IPNetwork, isEverybody: Bool)
    case ip6(IPNetwork, isEverybody: Bool)
    case exists(String)

    /// Whether it asks the DNS, and so counts against the limit of ten (RFC 7208 section 4.6.4).
    package var isLookup: Bool {
        switch self {
        case .include, .a, .mx, .ptr, .exists: true
        case .all, .ip4, .ip6: false
        }
    }

    /// Whether nobody fails it.
    package var matchesEverybody: Bool {
        switch self {
        case .all: true
        case .ip4(_, let isEverybody), .ip6(_, let isEverybody): isEverybody
        default: false
        }
    }

    init(_ text: Substring, of term: Substring) throws(SPFSyntaxFault) {
        let name = text.prefix { $0 != ":" && $0 != "/" }.lowercased()
        let rest = text.dropFirst(name.count)
        switch name {
        case "all" where rest.isEmpty: self = .all
        case "include": self = .include(try Self.domain(rest, of: term))
        case "exists": self = .exists(try Self.domain(rest, of: term))
        case "ptr": self = .ptr(rest.isEmpty ? nil : try Self.domain(rest, of: term))
        case "a":
            let (domain, prefixes) = try Self.host(rest, of: term)
            self = .a(domain, prefixes)
        case "mx":
            let (domain, prefixes) = try Self.host(rest, of: term)
            self = .mx(domain, prefixes)
        case "ip4":
            let (network, prefix) = try Self.network(rest, isIPv4: true, of: term)
            self = .ip4(network, isEverybody: prefix == 0)
        case "ip6":
            let (network, prefix) = try Self.network(rest, isIPv4: false, of: term)
            self = .ip6(network, isEverybody: prefix == 0)
        default:
            throw SPFSyntaxFault(term, "known are all, include, a, mx, ptr, ip4, ip6, exists, redirect= and exp=")
        }
    }

    private static func domain(_ rest: Substring, of term: Substring) throws(SPFSyntaxFault) -> String {
        guard rest.first == ":", rest.count > 1 else { throw SPFSyntaxFault(term, "a colon and a domain must follow") }
        let domain = String(rest.dropFirst())
        try SPFMacro.check(domain, of: term)
        return domain
    }

    /// A domain and lengths of prefixes, each of which may be missing (RFC 7208 section 5.3).
    private static func host(
        _ rest: Substring, of term: Substring
    ) throws(SPFSyntaxFault) -> (String?, SPFPrefixes) {
        let (rest, prefixes) = try SPFPrefixes.split(rest, of: term)
        return (rest.isEmpty ? nil : try domain(rest, of: term), prefixes)
    }

    private static func network(
        _ rest: Substring, isIPv4: Bool, of term: Substring
    ) throws(SPFSyntaxFault) -> (IPNetwork, Int) {
        let sides = rest.dropFirst().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        // Brackets and a port, which are read elsewhere, have no place here.
        let signs = isIPv4 ? "0123456789." : "0123456789abcdefABCDEF:."
        guard rest.first == ":", let first = sides.first, first.allSatisfy({ signs.contains($0) }),
            let address = IPAddress(first), address.isIPv4 == isIPv4
        else { throw SPFSyntaxFault(term, "a colon and an address of \(isIPv4 ? "IPv4" : "IPv6") must follow") }
        let full = isIPv4 ? 32 : 128
        guard sides.count > 1 else { return (IPNetwork(address, prefix: full), full) }
        let prefix = try SPFPrefixes.number(sides[1], upTo: full, of: term)
        return (IPNetwork(address, prefix: prefix), prefix)
    }
}
