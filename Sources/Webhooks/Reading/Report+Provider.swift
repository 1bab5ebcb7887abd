import Mail
import Reports

extension Report {
    /// A refusal as a provider tells it. Codes that it gives by themselves go before those in the server's words, and these before the
    /// hint.
    ///
    /// - Parameters:
    ///   - words: What the server said, where the provider passes that on.
    ///   - code: Of SMTP; what is none, as the numbers that providers make up, is left out.
    init(
        _ event: Event, to recipient: String?, words: String?, code: Int? = nil, enhanced: String? = nil,
        hint: BounceHint
    ) {
        self.init(event)
        self.recipient = recipient
        text = ReportWords.line(words ?? "")
        let said = Diagnostic(text)
        self.code = Self.failure(code) ?? said.code
        // `x.0.0` says no more than the first digit of the code does.
        let codes = [enhanced.flatMap { Diagnostic($0).enhanced ?? nil }, said.enhanced].compactMap(\.self)
        self.enhanced = codes.first { !$0.hasSuffix(".0.0") }
        // A policy's refusal must not pass for a dead mailbox, nor one that the server gave no reason for.
        let isFinal = self.code.map { $0 >= 500 } ?? true
        if hint == .policy, isFinal, self.enhanced?.hasPrefix("5.1.") ?? true { self.enhanced = hint.enhanced }
        self.code = self.code ?? (self.enhanced ?? codes.first).map { $0.hasPrefix("4") ? 450 : 550 } ?? hint.code
        self.enhanced = self.enhanced ?? (self.code.map { $0 >= 500 } ?? true ? hint.enhanced : nil) ?? codes.first
    }

    /// What says nothing but that it happened.
    init(_ event: Event, to recipient: String?) {
        self.init(event)
        self.recipient = recipient
    }

    private static func failure(_ code: Int?) -> Int? {
        code.flatMap { (400..<600).contains($0) ? $0 : nil }
    }
}
