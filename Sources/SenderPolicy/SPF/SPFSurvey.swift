import Platform

/// A domain's record and all those that it names, whatever address mail comes from: what an evaluation costs at worst, and what is unwise.
package struct SPFSurvey: Sendable {
    /// As it is published; nil where there is none.
    package fileprivate(set) var text: String?
    /// Terms that ask the DNS, in all records.
    package fileprivate(set) var lookups = 0
    /// Names without a record.
    package fileprivate(set) var voids: [String] = []
    /// Who lets everybody send: `shop.example: +all`.
    package fileprivate(set) var open: [String] = []
    /// Who uses ptr, which is slow and not to be used (RFC 7208 section 5.5).
    package fileprivate(set) var reverse: [String] = []
    /// What is said of everybody else; nil where nothing is.
    package fileprivate(set) var last: SPFQualifier?
    /// Why it could not be followed to its end; nil where it was.
    package fileprivate(set) var fault: SPFSurveyFault?

    /// Follows everything from this domain on.
    ///
    /// - Parameters:
    ///   - sender: An envelope sender, and `address` an address that it may come from: what macros stand for.
    package static func of(
        _ domain: String, sender: String, address: IPAddress, helo: String, in lookup: any DNSLookup
    ) async -> SPFSurvey {
        var evaluation = SPFEvaluation(lookup: lookup, macro: SPFMacro(address: address, sender: sender, helo: helo))
        do throws(SPFStop) { try await evaluation.start(at: domain) } catch {
            evaluation.survey.fault = SPFSurveyFault(error)
        }
        return evaluation.survey
    }
}

/// Why a record cannot be followed: one line.
package struct SPFSurveyFault: Sendable, Hashable {
    package let line: String
    /// Whether it may be otherwise in a moment.
    package let isTemporary: Bool

    fileprivate init(_ stop: SPFStop) {
        switch stop {
        case .temporary(let fault, let name): (line, isTemporary) = ("\(name): \(fault.rawValue)", true)
        case .permanent(let reason): (line, isTemporary) = (reason, false)
        }
    }
}

/// Follows records from a domain on, and keeps what it meets.
private struct SPFEvaluation {
    /// Where a record that names itself ends: more is too much anyway.
    private static let mostLookups = 3 * SPFLimits.lookups

    let lookup: any DNSLookup
    let macro: SPFMacro
    var survey = SPFSurvey()

    mutating func start(at domain: String) async throws(SPFStop) {
        guard case .one(let record, let text) = try await SPFFinding.find(domain, in: lookup) else { return }
        survey.text = text
        survey.last = try await follow(record, domain)
    }

    /// Returns what the record says of everybody else.
    private mutating func follow(_ record: SPFRecord, _ domain: String) async throws(SPFStop) -> SPFQualifier? {
        for directive in record.directives {
            let mechanism = directive.mechanism
            if mechanism.matchesEverybody, directive.qualifier == .pass {
                survey.open.append("\(domain): \(directive.text)")
            }
            if case .all = mechanism { return directive.qualifier }
            guard mechanism.isLookup, survey.lookups < Self.mostLookups else { continue }
            survey.lookups += 1
            try await look(mechanism, domain)
        }
        guard let redirect = record.redirect, survey.lookups < Self.mostLookups else { return nil }
        survey.lookups += 1
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
            if try await isVoid(host, .a) { if try await isVoid(host, .aaaa) { survey.voids.append(host) } }
        case .mx(let target, _):
            let host = target.map { macro.expand($0, domain: domain) } ?? domain
            if try await isVoid(host, .mx) { survey.voids.append(host) }
        case .ptr: survey.reverse.append(domain)
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
