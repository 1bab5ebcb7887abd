/// What a domain asks of those who receive mail in its name (RFC 9989 section 4.7).
package struct DMARCRecord: Sendable, Hashable {
    package enum Policy: String, Sendable, Hashable {
        case none, quarantine, reject
    }

    /// How close a domain must be to the author's.
    package enum Alignment: String, Sendable, Hashable {
        /// The same organizational domain.
        case relaxed = "r"
        /// The same domain.
        case strict = "s"
    }

    /// Whether the domain is one below which others register (a public suffix).
    package enum PublicSuffix: String, Sendable, Hashable {
        case yes = "y"
        case no = "n"
        case unknown = "u"
    }

    package let policy: Policy?
    /// For domains below this one; `policy` where nil.
    package let subdomainPolicy: Policy?
    /// For domains below this one that do not exist; as for others below where nil.
    package let nonexistentPolicy: Policy?
    package let spfAlignment: Alignment
    package let dkimAlignment: Alignment
    package let publicSuffix: PublicSuffix
    /// Where reports of all mail go (`rua`), as URIs.
    package let reportAddresses: [String]
    /// Whether the policy is not to be applied yet (`t=y`).
    package let isTesting: Bool
    /// Tags that RFC 7489 had and RFC 9989 has no more.
    package let withdrawnTags: [String]
    /// What is wrong with its form; receivers pass over such tags.
    package let faults: [String]

    /// Whether the text claims to be such a record: everything else under the name is passed over.
    package static func isOne(_ text: String) -> Bool {
        guard let first = TagList(text).tags.first else { return false }
        return first.name == "v" && first.value == "DMARC1"
    }

    package init(_ text: String) {
        let list = TagList(text)
        var faults = list.faults
        func value<Value: RawRepresentable>(_ name: String, _ allowed: String) -> Value?
        where Value.RawValue == String {
            guard let text = list[name] else { return nil }
            let value = Value(rawValue: text.lowercased())
            if value == nil { faults.append("\(name)=\(text.prefix(20)): allowed: \(allowed)") }
            return value
        }
        let policies = "none, quarantine, reject"
        policy = value("p", policies)
        subdomainPolicy = value("sp", policies)
        nonexistentPolicy = value("np", policies)
        spfAlignment = value("aspf", "r, s") ?? .relaxed
        dkimAlignment = value("adkim", "r, s") ?? .relaxed
        publicSuffix = value("psd", "y, n, u") ?? .unknown
        reportAddresses = (list["rua"] ?? "").split(separator: ",").map { String($0.trimmingWhiteSpace) }
        for address in reportAddresses where !address.lowercased().hasPrefix("mailto:") {
            faults.append("rua=\(address.prefix(40)): allowed: mailto: and an address")
        }
        let testing = list["t"]?.lowercased() ?? "n"
        if !["y", "n"].contains(testing) { faults.append("t=\(testing.prefix(20)): allowed: y, n") }
        isTesting = testing == "y"
        if list["p"] == nil { faults.append("p= is missing, and counts as none") }
        withdrawnTags = ["pct", "rf", "ri"].filter { list[$0] != nil }
        self.faults = faults
    }

    /// What is asked for mail from a domain below the record's.
    package var policyBelow: Policy { subdomainPolicy ?? policy ?? .none }
}
