import Platform

/// What is asked of the DNS: the system's resolver, or a table in tests.
package protocol DNSLookup: Sendable {
    /// Never throws: every end is an answer. Aliases (CNAME) are followed.
    ///
    /// - Parameter name: A domain in ASCII, without the dot at its end.
    func answer(for name: String, _ type: DNSRecordType) async -> DNSAnswer
}

/// The types of records that are asked for, by their numbers (RFC 1035 section 3.2.2, RFC 3596 section 2.1).
package enum DNSRecordType: UInt16, Sendable, Hashable {
    case a = 1
    case ptr = 12
    case mx = 15
    case txt = 16
    case aaaa = 28
}

/// What one record says.
package enum DNSRecord: Sendable, Hashable {
    case address(IPAddress)
    /// Of a TXT record the strings, joined without anything between (RFC 7208 section 3.3, RFC 6376 section 3.6.2.2).
    case text(String)
    /// A domain's mail server; `.` says that it takes no mail (RFC 7505).
    case mail(exchange: String, preference: Int)
    /// The name of an address.
    case name(String)
}

/// What came of one question.
package enum DNSAnswer: Sendable, Hashable {
    /// At least one, all of the type asked for.
    case records([DNSRecord])
    /// The name is there and has no record of this type.
    case noData
    /// No such name (NXDOMAIN).
    case noName
    /// Nobody can know.
    case failed(DNSFault)
}

/// Why there is no answer.
package enum DNSFault: String, Error, Sendable, Hashable {
    case serverFailure = "the name server failed (SERVFAIL): ask whoever runs the domain's DNS, DNSSEC may be broken"
    case refused = "the resolver refuses to answer (REFUSED): set doctor.resolver to one that does"
    case timedOut = "no answer in time: is the resolver in /etc/resolv.conf up?"
    case unreachable = "no resolver can be reached: look at /etc/resolv.conf, or set doctor.resolver"
    case malformed = "the answer is no DNS message: set doctor.resolver to another resolver"
    case noSuchName = "the name cannot be asked for: a part of it is longer than 63 characters, or all of it than 253"
}

extension DNSLookup {
    /// The texts of a name, none where it has none.
    func texts(of name: String) async throws(DNSFault) -> [String] {
        try await records(of: name, .txt).compactMap(\.text)
    }

    /// The addresses of a host, of both kinds.
    package func addresses(of host: String) async throws(DNSFault) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        return (try await records(of: host, .a) + (try await records(of: host, .aaaa))).compactMap(\.address)
    }

    /// The records of a name, none where it has none.
    func records(of name: String, _ type: DNSRecordType) async throws(DNSFault) -> [DNSRecord] {
        switch await answer(for: name, type) {
        case .records(let records): return records
        case .noData, .noName: return []
        case .failed(let fault): throw fault
        }
    }
}

extension DNSRecord {
    /// The text of a record that has one.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The address of a record that has one.
    var address: IPAddress? {
        guard case .address(let address) = self else { return nil }
        return address
    }
}
