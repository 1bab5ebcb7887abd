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
        let given = enhanced.flatMap { Diagnostic($0).enhanced }
        // `x.0.0` says no more than the first digit of the code does.
        self.enhanced = given.flatMap { $0.hasSuffix(".0.0") ? said.enhanced : nil } ?? given ?? said.enhanced
        // A policy's refusal must not pass for a dead mailbox, nor one that the server gave no reason for.
        if hint == .policy, self.enhanced?.hasPrefix("5.1.") ?? true { self.enhanced = hint.enhanced }
        if self.code == nil, let digit = self.enhanced?.first { self.code = digit == "4" ? 450 : 550 }
        self.code = self.code ?? hint.code
        self.enhanced = self.enhanced ?? (self.code.map { $0 / 100 == 5 } ?? true ? hint.enhanced : nil)
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
