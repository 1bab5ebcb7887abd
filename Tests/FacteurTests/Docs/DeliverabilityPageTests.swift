import SenderPolicy
import Testing

@Suite("What providers ask, as the documentation has it")
struct DeliverabilityPageTests {
    @Test("The table is that of the doctor")
    func table() throws {
        let rows = ProviderRule.all.map { rule in
            let wants = rule.requirements.map(\.rawValue).joined(separator: ", ")
            return "| \(rule.provider) | \(rule.scope) | \(wants) | \(rule.since) | \(rule.otherwise) |\n"
        }
        #expect(try Repository.text("docs/deliverability.md").contains(rows.joined()))
    }
}
