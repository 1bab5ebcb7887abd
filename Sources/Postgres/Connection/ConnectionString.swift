/// A connection string or URL as libpq takes it, looked at before libpq does. Of a URL whose password holds `@`, `:` or `/` as they are
/// libpq takes a part for a host or a port, and quotes that in its error.
package enum ConnectionString {
    /// Whether the parts of a URL (RFC 3986 section 3.2) are where libpq looks for them; true for a string of `keyword=value`.
    package static func isClear(_ text: String) -> Bool {
        guard let scheme = ["postgresql://", "postgres://"].first(where: { text.hasPrefix($0) }) else { return true }
        let rest = text.dropFirst(scheme.count).unicodeScalars.prefix { $0 != "?" }
        let authority = rest.prefix { $0 != "/" }
        guard !rest.dropFirst(authority.count).contains("@") else { return false }
        let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let hosts = parts.last else { return false }
        return hosts.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(hasClearPort)
    }

    /// Whether what libpq has read, by keyword, is what errors may quote: a host, a port, a database, a user, and none with a login in it.
    static func isClear(_ given: [String: String]) -> Bool {
        // The first sign of a host may be an @: a socket in the abstract namespace.
        let places = ["host", "hostaddr", "dbname"].compactMap { given[$0] }
        return places.allSatisfy { !$0.unicodeScalars.dropFirst().contains("@") && $0.firstRange(of: "://") == nil }
            && given["user", default: ""].unicodeScalars.allSatisfy { $0 != ":" }
            && given["port", default: ""].unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == "," }
    }

    /// `host`, `host:5432`, `[::1]:5432`.
    private static func hasClearPort(_ host: Substring.UnicodeScalarView) -> Bool {
        let afterName = host.first == "[" ? host.drop { $0 != "]" }.dropFirst() : host.drop { $0 != ":" }
        guard let colon = afterName.first else { return true }
        return colon == ":" && afterName.count <= 6 && afterName.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }
}
