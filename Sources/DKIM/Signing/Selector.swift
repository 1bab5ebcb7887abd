/// The name under which a domain publishes a key (RFC 6376 section 3.1): the record is at `SELECTOR._domainkey.DOMAIN`.
package struct Selector: Sendable, Hashable {
    package let name: String

    /// Labels of ASCII letters, digits and inner hyphens, separated by dots; at most 63 characters a label. Nil for all else.
    package init?(_ name: String) {
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte.lowercased) || byte == hyphen
                }
        }
        guard isName, name.utf8.count <= 190 else { return nil }
        self.name = name
    }
}
