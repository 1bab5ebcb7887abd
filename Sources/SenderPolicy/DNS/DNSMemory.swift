/// Asks each question once: several looks at a domain ask the same.
package actor DNSMemory: DNSLookup {
    private struct Question: Hashable {
        let name: String
        let type: DNSRecordType
    }

    private let source: any DNSLookup
    private var answers: [Question: DNSAnswer] = [:]

    package init(_ source: any DNSLookup) { self.source = source }

    package func answer(for name: String, _ type: DNSRecordType) async -> DNSAnswer {
        let question = Question(name: name.lowercased(), type: type)
        if let known = answers[question] { return known }
        let answer = await source.answer(for: name, type)
        answers[question] = answer
        return answer
    }
}
