import Crypto
import Mail
import Reports

/// One thing that a provider tells of one message to one recipient.
package struct ProviderEvent: Sendable, Hashable {
    /// What it is known by: the same event told again, as providers do until they are answered, has the same one.
    package let id: String
    package let report: Report

    package init(id: String, report: Report) {
        self.id = id
        var report = report
        // Texts of JSON may hold line ends, which no line of a log should.
        report.recipient = report.recipient.map { ReportWords.line($0) }
        report.reporter = report.reporter.map { ReportWords.line($0) }
        self.report = report
    }

    /// Known by several of its words: where it has no identity of its own, or one that is not its own for long. Long ones, and those with signs
    /// that no key should have, count by their digest.
    init(of parts: String?..., report: Report) {
        let words = parts.map { $0 ?? "" }.joined(separator: "|")
        let isShort = words.utf8.count <= 200 && words.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        self.init(id: isShort ? words : SHA256.hash(data: Array(words.utf8)).hexadecimal, report: report)
    }
}
