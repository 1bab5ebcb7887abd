import Platform

/// Whether a domain lets an address send its mail: `check_host` (RFC 7208 section 4).
package struct SPFCheck {
    private let lookup: any DNSLookup
    private let macro: SPFMacro
    private var lookups = 0
    private var voids = 0

    /// - Parameters:
    ///   - address: That from which the mail comes.
    ///   - sender: The envelope sender.
    ///   - helo: What the client says in EHLO.
    package static func result(
        of address: IPAddress, sender: String, helo: String, domain: String, in lookup: any DNSLookup
    ) async -> SPFResult {
        var check = SPFCheck(lookup: lookup, macro: SPFMacro(address: address, sender: sender, helo: helo))
        do throws(SPFStop) { return try await check.result(domain) } catch {
            return switch error {
            case .temporary(let fault, let name): .temporaryError(fault, name: name)
            case .permanent(let reason): .permanentError(reason)
            }
        }
    }

    private init(lookup: any DNSLookup, macro: SPFMacro) {
        self.lookup = lookup
        self.macro = macro
    }

    private mutating func result(_ domain: String) async throws(SPFStop) -> SPFResult {
        guard case .one(let record, _) = try await SPFFinding.find(domain, in: lookup) else { return .none }
        for directive in record.directives {
            if directive.mechanism.isLookup { try count(directive.text) }
            if try await matches(directive.mechanism, domain) { return SPFResult(directive.qualifier) }
        }
        guard let redirect = record.redirect else { return .neutral }
        try count("redirect=\(redirect)")
        let result = try await result(macro.expand(redirect, domain: domain))
        guard result != .none else { throw .permanent("redirect=\(redirect): there is no SPF record") }
        return result
    }

    private mutating func count(_ term: String) throws(SPFStop) {
        lookups += 1
        guard lookups <= SPFLimits.lookups else {
            throw .permanent("\(term) is the 11th term that asks the DNS, and 10 are allowed (RFC 7208 section 4.6.4)")
        }
    }

    private mutating func matches(_ mechanism: SPFMechanism, _ domain: String) async throws(SPFStop) -> Bool {
        let address = macro.address
        switch mechanism {
        case .all: return true
        case .ip4(let network, _): return address.isIPv4 && network.contains(address)
        case .ip6(let network, _): return !address.isIPv4 && network.contains(address)
        case .include(let target):
            let result = try await result(macro.expand(target, domain: domain))
            guard result != .none else { throw .permanent("include:\(target): there is no SPF record") }
            return result == .pass
        case .a(let target, let prefixes):
            let host = target.map { macro.expand($0, domain: domain) } ?? domain
            return try await addresses(of: host).contains { isSame($0, prefixes) }
        case .mx(let target, let prefixes):
            let host = target.map { macro.expand($0, domain: domain) } ?? domain
            return try await isMailServer(of: host, prefixes)
        case .exists(let target): return try await !ask(macro.expand(target, domain: domain), .a).isEmpty
        case .ptr(let target):
            return try await isNamed(below: target.map { macro.expand($0, domain: domain) } ?? domain)
        }
    }

    private mutating func isMailServer(of host: String, _ prefixes: SPFPrefixes) async throws(SPFStop) -> Bool {
        let servers = try await ask(host, .mx)
        guard servers.count <= SPFLimits.names else {
            throw .permanent("mx: \(host) has \(servers.count) mail servers, and 10 are allowed")
        }
        for case .mail(let exchange, _) in servers where exchange != "." {
            if try await addresses(of: exchange).contains(where: { isSame($0, prefixes) }) { return true }
        }
        return false
    }

    /// Whether a name of the address, which leads back to it, is the domain's or below it (RFC 7208 section 5.5).
    private mutating func isNamed(below domain: String) async throws(SPFStop) -> Bool {
        for case .name(let name) in try await ask(macro.address.reverseName, .ptr).prefix(SPFLimits.names) {
            guard DomainRelation.isAtOrBelow(name, domain) else { continue }
            // A name whose server does not answer is passed over.
            guard case .records(let records) = await lookup.answer(for: name, addressType) else { continue }
            if records.contains(.address(macro.address)) { return true }
        }
        return false
    }

    private var addressType: DNSRecordType { macro.address.isIPv4 ? .a : .aaaa }

    private mutating func addresses(of host: String) async throws(SPFStop) -> [IPAddress] {
        (try await ask(host, addressType)).compactMap(\.address)
    }

    private func isSame(_ found: IPAddress, _ prefixes: SPFPrefixes) -> Bool {
        let prefix = found.isIPv4 ? prefixes.ipv4 : prefixes.ipv6
        return found.isIPv4 == macro.address.isIPv4 && IPNetwork(found, prefix: prefix).contains(macro.address)
    }

    private mutating func ask(_ name: String, _ type: DNSRecordType) async throws(SPFStop) -> [DNSRecord] {
        switch await lookup.answer(for: name, type) {
        case .records(let records): return records
        case .failed(.noSuchName): return []
        case .failed(let fault): throw .temporary(fault, name: name)
        case .noData, .noName:
            voids += 1
            guard voids <= SPFLimits.voids else {
                throw .permanent("\(name) is the 3rd name without a record, and 2 are allowed (RFC 7208 section 4.6.4)")
            }
            return []
        }
    }
}
