/// What one look at a sender found: a line of `facteur doctor`.
package struct PolicyFinding: Sendable, Hashable {
    package enum Grade: String, Sendable, Hashable, CaseIterable {
        case ok
        /// Mail arrives, and something should be mended.
        case warning
        /// A provider refuses mail for it, or files it as spam.
        case failing
        /// Nobody can know: the DNS does not answer.
        case unavailable
    }

    package let grade: Grade
    /// What was looked at: `spf shop.example`.
    package let subject: String
    /// What was found, which provider minds, what to do.
    package let text: String

    package init(_ grade: Grade, _ subject: String, _ text: String) {
        self.grade = grade
        self.subject = Self.oneLine(subject)
        self.text = Self.oneLine(text)
    }

    /// Others write records and mails: what they put there must neither begin a line nor command a terminal.
    private static func oneLine(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    static func unavailable(_ subject: String, _ fault: DNSFault) -> PolicyFinding {
        PolicyFinding(.unavailable, subject, fault.rawValue)
    }
}
