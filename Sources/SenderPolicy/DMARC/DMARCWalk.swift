/// The way from a domain upwards, by which its policy and its organizational domain are found (RFC 9989 section 4.10).
package struct DMARCWalk: Sendable, Hashable {
    /// A record, and the domain that it was found at.
    package struct Found: Sendable, Hashable {
        package let domain: String
        package let record: DMARCRecord
        /// As it is published.
        package let text: String
    }

    /// The first domain has at most as many labels; the next one above a longer name has one fewer.
    private static let mostLabels = 8

    package let domain: String
    /// Of the same owner as the domain: what relaxed alignment compares.
    package let organizationalDomain: String
    /// The record that decides; nil where there is none.
    package let policy: Found?
    /// Domains with several records, which count as none.
    package let ambiguous: [String]
    /// Why the way ends early; then the rest is a guess.
    package let fault: DNSFault?

    package static func from(_ domain: String, in lookup: any DNSLookup) async -> DMARCWalk {
        let domain = domain.lowercased()
        var found: [Found] = []
        var ambiguous: [String] = []
        do throws(DNSFault) {
            for name in names(from: domain) {
                let texts = try await lookup.texts(of: "_dmarc.\(name)").filter(DMARCRecord.isOne)
                if texts.count > 1 { ambiguous.append(name) }
                guard texts.count == 1, let text = texts.first else { continue }
                let record = DMARCRecord(text)
                found.append(Found(domain: name, record: record, text: text))
                if record.publicSuffix != .unknown { break }
            }
            return DMARCWalk(domain, found, ambiguous, nil)
        } catch {
            return DMARCWalk(domain, found, ambiguous, error)
        }
    }

    /// The domains that are asked, the longest first: at most eight.
    static func names(from domain: String) -> [String] {
        let labels = domain.split(separator: ".")
        let counts = [labels.count] + (1..<mostLabels).reversed().filter { $0 < labels.count }
        return counts.map { labels.suffix($0).joined(separator: ".") }
    }

    private init(_ domain: String, _ found: [Found], _ ambiguous: [String], _ fault: DNSFault?) {
        self.domain = domain
        self.ambiguous = ambiguous
        self.fault = fault
        let organizational = Self.organizationalDomain(of: domain, found)
        organizationalDomain = organizational
        policy =
            found.first { $0.domain == domain } ?? found.first { $0.domain == organizational }
            ?? found.first { $0.record.publicSuffix == .yes }
    }

    private static func organizationalDomain(of domain: String, _ found: [Found]) -> String {
        for place in found {
            if place.record.publicSuffix == .no { return place.domain }
            if place.record.publicSuffix == .yes, place.domain != domain {
                let labels = domain.split(separator: ".")
                return labels.suffix(place.domain.split(separator: ".").count + 1).joined(separator: ".")
            }
        }
        return found.last?.domain ?? domain
    }

    /// Whether another domain, of which the way is known too, is close enough to this one (RFC 9989 section 3.2.10).
    package func isAligned(_ other: DMARCWalk, _ alignment: DMARCRecord.Alignment) -> Bool {
        switch alignment {
        case .strict: domain == other.domain
        case .relaxed:
            organizationalDomain == other.organizationalDomain
                || isUncertain(other)
                    && (DomainRelation.isAtOrBelow(domain, other.domain)
                        || DomainRelation.isAtOrBelow(other.domain, domain))
        }
    }

    /// Whether the DNS did not tell who is of whom: then the names are all that there is to go by.
    private func isUncertain(_ other: DMARCWalk) -> Bool { fault != nil || other.fault != nil }
}
