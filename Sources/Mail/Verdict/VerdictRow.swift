/// One line of the table of replies: what must fit, and what it then means.
struct VerdictRow: Sendable {
    /// Which class of replies, or which replies.
    enum Code: Sendable {
        case transient, permanent
        case one(Int)
        case of(ClosedRange<Int>)
    }

    /// Where in the transaction; nil for anywhere.
    var stages: Set<Stage>?
    var code: Code
    /// Subject and detail of the enhanced code, `1.1`, or a subject alone, `7`; nil for any or none.
    var enhanced: [String]?
    /// One of these must be in the text, which is compared in lower case; nil for any text.
    var text: [String]?
    var verdict: Verdict

    init(
        _ code: Code, enhanced: [String]? = nil, at stages: Set<Stage>? = nil, text: [String]? = nil,
        _ verdict: Verdict
    ) {
        self.stages = stages
        self.code = code
        self.enhanced = enhanced
        self.text = text
        self.verdict = verdict
    }

    func fits(_ reply: Reply, at stage: Stage) -> Bool {
        stages.map { $0.contains(stage) } ?? true && fits(code: reply.code)
            && enhanced.map { fits($0, reply.enhanced) } ?? true
            && text.map { fits($0, reply.text.lowercased()) } ?? true
    }

    private func fits(code: Int) -> Bool {
        switch self.code {
        case .transient: (400...499).contains(code)
        case .permanent: (500...599).contains(code)
        case .one(let only): code == only
        case .of(let range): range.contains(code)
        }
    }

    /// The first digit of an enhanced code is the reply code's affair: servers contradict themselves there, and then the
    /// reply code rules (RFC 5321 section 4.2.1).
    private func fits(_ patterns: [String], _ enhanced: String?) -> Bool {
        guard let enhanced else { return false }
        let tail = enhanced.dropFirst(2)
        return patterns.contains { tail == $0 || (!$0.contains(".") && tail.hasPrefix($0 + ".")) }
    }

    private func fits(_ needles: [String], _ text: String) -> Bool { needles.contains { text.contains($0) } }
}
