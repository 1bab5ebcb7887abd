/// One line of the table of replies: what must fit, all of it, and what it then means.
package struct ReplyRow: Sendable {
    /// Subject and details of enhanced status codes (RFC 3463). Their first digit is the reply code's affair: servers
    /// contradict themselves there, and then the reply code rules (RFC 5321 section 4.2.1).
    package struct Enhanced: Sendable, Hashable {
        package var subject: Int
        /// nil for any detail.
        package var details: ClosedRange<Int>?

        package init(subject: Int, details: ClosedRange<Int>?) {
            self.subject = subject
            self.details = details
        }

        func fits(_ code: String?) -> Bool {
            guard let parts = code?.split(separator: "."), parts.count == 3, Int(parts[1]) == subject else {
                return false
            }
            guard let details else { return true }
            return Int(parts[2]).map(details.contains) ?? false
        }
    }

    /// One of these must hold the reply code.
    package var codes: [ClosedRange<Int>]
    /// Where in the transaction; nil for anywhere.
    package var stages: Set<SMTPStage>?
    /// One of these must be the enhanced code; nil for any or none.
    package var enhanced: [Enhanced]?
    /// One of these a provider must have put into the text; nil for any or none.
    package var providerCodes: [ProviderCode]?
    /// One of these words must be in the text, which are UTF-8 in lower case; nil for any text.
    private let words: [[UInt8]]?
    /// One of these must be there as well, which tells a word's meanings apart; nil for any text.
    private let furtherWords: [[UInt8]]?
    package var verdict: Verdict

    /// - Parameters:
    ///   - words: In lower case; one must be in the text.
    ///   - furtherWords: In lower case; one must be in the text as well.
    package init(
        codes: [ClosedRange<Int>], stages: Set<SMTPStage>? = nil, enhanced: [Enhanced]? = nil,
        providerCodes: [ProviderCode]? = nil, words: [String]? = nil, furtherWords: [String]? = nil, verdict: Verdict
    ) {
        self.codes = codes
        self.stages = stages
        self.enhanced = enhanced
        self.providerCodes = providerCodes
        self.words = words.map { $0.map { Array($0.utf8) } }
        self.furtherWords = furtherWords.map { $0.map { Array($0.utf8) } }
        self.verdict = verdict
    }

    /// Whether every reply with this code fits, whatever it says and whenever.
    package func takesAll(_ range: ClosedRange<Int>) -> Bool {
        stages == nil && enhanced == nil && providerCodes == nil && words == nil && furtherWords == nil
            && codes.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
    }

    func fits(_ reply: Reply, _ wording: ReplyWording, at stage: SMTPStage) -> Bool {
        codes.contains { $0.contains(reply.code) }
            && stages.map { $0.contains(stage) } ?? true
            && enhanced.map { $0.contains { $0.fits(reply.enhanced) } } ?? true
            && providerCodes.map { $0.contains { wording.providerCodes.contains($0) } } ?? true
            && words.map { $0.contains(where: wording.says) } ?? true
            && furtherWords.map { $0.contains(where: wording.says) } ?? true
    }
}
