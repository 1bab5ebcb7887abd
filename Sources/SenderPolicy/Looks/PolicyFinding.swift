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
        self.subject = subject
        self.text = text
    }

    static func unavailable(_ subject: String, _ fault: DNSFault) -> PolicyFinding {
        PolicyFinding(.unavailable, subject, fault.rawValue)
    }
}
