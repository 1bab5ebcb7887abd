import Platform

/// A domain's record and all those that it names, whatever address mail comes from: what an evaluation costs at worst, and what is unwise.
package struct SPFSurvey: Sendable {
    /// Where a record that names itself ends: more is too much anyway.
    private static let mostLookups = 3 * SPFLimits.lookups

    /// As it is published; nil where there is none.
    package private(set) var text: String?
    /// Terms that ask the DNS, in all records.
    package private(set) var lookups = 0
    /// Names without a record.
    package private(set) var voids: [String] = []
    /// Who lets everybody send: `shop.example: +all`.
    package private(set) var open: [String] = []
    /// Who uses ptr, which is slow and not to be used (RFC 7208 section 5.5).
    package private(set) var reverse: [String] = []
    /// What is said of everybody else; nil where nothing is.
    package private(set) var last: SPFQualifier?

    private let lookup: any DNSLookup
    private let macro: SPFMacro

    /// Follows everything from this domain on.
    ///
    /// - Parameters:
    ///   - sender: An envelope sender, and `address` an address that it may come from: what macros stand for.
    package static func of(
        _ domain: String, sender: String, address: IPAddress, helo: String, in lookup: any DNSLookup
    ) async -> Result<SPFSurvey, SPFSurveyFault> {
        var survey = SPFSurvey(lookup: lookup, macro: SPFMacro(address: address, sender: sender, helo: helo))
        do throws(SPFStop) {
            guard case .one(let record, let text) = try await SPFFinding.find(domain, in: lookup) else {
                return .success(survey)
            }
            survey.text = text
            survey.last = try await survey.follow(record, domain)
            return .success(survey)
        } catch {
            return switch error {
            case .temporary(let fault, let name):
                .failure(SPFSurveyFault(line: "\(name): \(fault.rawValue)", isTemporary: true))
            case .permanent(let reason): .failure(SPFSurveyFault(line: reason, isTemporary: false))
            }
        }
    }

    private init(lookup: any DNSLookup, macro: SPFMacro) {
        self.lookup = lookup
        self.macro = macro
    }

    /// Returns what the record says of everybody else.
    private mutating func follow(_ record: SPFRecord, _ domain: String) async throws(SPFStop) -> SPFQualifier? {
        for directive in record.directives {
            let mechanism = directive.mechanism
            if mechanism.matchesEverybody, directive.qualifier == .pass { open.append("\(domain): \(directive.text)") }
            if case .all = mechanism { return directive.qualifier }
            guard mechanism.isLookup, lookups < Self.mostLookups else { continue }
            lookups += 1
            try await look(mechanism, domain)
        }
        guard let redirect = record.redirect, lookups < Self.mostLookups else { return nil }
        lookups += 1
        return try await follow(named: macro.expand(redirect, domain: domain), by: "redirect=\(redirect)")
    }

    private mutating func follow(named name: String, by term: String) async throws(SPFStop) -> SPFQualifier? {
        guard case .one(let record, _) = try await SPFFinding.find(name, in: lookup) else {
            throw .permanent(
                "\(term): \(name) has no SPF record, which makes the whole record void (RFC 7208 section 5.2)")
        }
        return try await follow(record, name)
    }

    private mutating func look(_ mechanism: SPFMechanism, _ domain: String) async throws(SPFStop) {
        switch mechanism {
        case .include(let target):
            _ = try await follow(named: macro.expand(target, domain: domain), by: "include:\(target)")
        case .a(let target, _):
            let host = target.map { macro.expand($0, domain: domain) } ?? domain
            if try await isVoid(host, .a) { if try await isVoid(host, .aaaa) { voids.append(host) } }
        case .mx(let target, _):
            let host = target.map { macro.expand($0, domain: domain) } ?? domain
            if try await isVoid(host, .mx) { voids.append(host) }
        case .ptr: reverse.append(domain)
        // What it names depends on the mail, and is meant to be missing for some.
        case .exists, .all, .ip4, .ip6: break
        }
    }

    private func isVoid(_ name: String, _ type: DNSRecordType) async throws(SPFStop) -> Bool {
        switch await lookup.answer(for: name, type) {
        case .records: return false
        case .noData, .noName, .failed(.noSuchName): return true
        case .failed(let fault): throw .temporary(fault, name: name)
        }
    }
}

/// Why a record cannot be followed: one line.
package struct SPFSurveyFault: Error, Sendable, Hashable {
    package let line: String
    /// Whether it may be otherwise in a moment.
    package let isTemporary: Bool
}
