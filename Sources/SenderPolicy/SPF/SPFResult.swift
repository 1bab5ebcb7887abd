/// What an evaluation comes to (RFC 7208 section 2.6).
package enum SPFResult: Sendable, Hashable {
    /// No record.
    case none
    case neutral, pass, fail, softFail
    /// Nobody can know now: a server does not answer.
    case temporaryError(DNSFault, name: String)
    /// The record cannot be read; why.
    case permanentError(String)

    init(_ qualifier: SPFQualifier) {
        self =
            switch qualifier {
            case .pass: .pass
            case .fail: .fail
            case .softFail: .softFail
            case .neutral: .neutral
            }
    }

    /// The word of an Authentication-Results field (RFC 8601 section 2.7.2).
    package var word: String {
        switch self {
        case .none: "none"
        case .neutral: "neutral"
        case .pass: "pass"
        case .fail: "fail"
        case .softFail: "softfail"
        case .temporaryError: "temperror"
        case .permanentError: "permerror"
        }
    }
}

/// Why an evaluation cannot go on.
enum SPFStop: Error {
    case temporary(DNSFault, name: String)
    case permanent(String)
}

/// A domain's record, looked for (RFC 7208 section 4.4 and 4.5).
enum SPFFinding {
    case none
    case one(SPFRecord, text: String)

    static func find(_ domain: String, in lookup: any DNSLookup) async throws(SPFStop) -> SPFFinding {
        let texts: [String]
        do throws(DNSFault) { texts = try await lookup.texts(of: domain) } catch {
            throw .temporary(error, name: domain)
        }
        let records = texts.filter(SPFRecord.isOne)
        guard let text = records.first else { return .none }
        guard records.count == 1 else {
            throw .permanent("\(domain) has \(records.count) SPF records, and may have one (RFC 7208 section 4.5)")
        }
        do throws(SPFSyntaxFault) { return .one(try SPFRecord(text), text: text) } catch {
            throw .permanent("the SPF record of \(domain) cannot be read: \(error)")
        }
    }
}
