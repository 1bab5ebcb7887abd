import TestServers
import Testing

@Suite("The alert rules", .timeLimit(.minutes(2)))
struct AlertRuleTests {
    private static let folder = Repository.root + "/deploy/prometheus/"

    @Test("Prometheus takes them, and each fires and keeps still as its own test says")
    func promtool() async throws {
        let check = try await Promtool.run("check", "rules", Self.folder + "facteur.rules.yml")
        #expect(check.code == 0, "\(check.output)\(check.error)")
        #expect(check.output.contains("SUCCESS: \(AlertRules.all.count) rules found"), "\(check.output)")
        let test = try await Promtool.run("test", "rules", Self.folder + "facteur.rules.test.yml")
        #expect(test.code == 0, "\(test.output)\(test.error)")
    }

    @Test("Each has a test that makes it fire, and one in which it keeps still")
    func tested() throws {
        let questions = try AlertRules.questions()
        #expect(AlertRules.all.count > 30)
        for rule in AlertRules.all {
            #expect(questions.contains { $0.alert == rule.name && $0.isToFire }, "\(rule.name)")
            #expect(questions.contains { $0.alert == rule.name && !$0.isToFire }, "\(rule.name)")
        }
        #expect(Set(questions.map(\.alert)) == Set(AlertRules.all.map(\.name)))
    }

    @Test("Each asks for metrics and labels that exist", arguments: AlertRules.all)
    func metrics(rule: AlertRules.Rule) {
        let queried = QueriedMetrics(rule.expression)
        #expect(queried.unknown.isEmpty)
        #expect(queried.unknownLabels(in: rule.expression).isEmpty)
        #expect(!queried.names.isEmpty || rule.expression.hasPrefix("up{"))
    }

    @Test("Each says how urgent it is, what is wrong and where the runbook has it", arguments: AlertRules.all)
    func words(rule: AlertRules.Rule) {
        #expect(["critical", "warning", "info"].contains(rule.severity))
        #expect(Set(rule.annotations.keys) == ["summary", "description", "runbook_url"])
        #expect(rule.annotations["summary"]?.isEmpty == false)
        #expect(rule.annotations["description"]?.hasSuffix(".") == true)
        #expect(rule.annotations["runbook_url"] == "docs/runbook.md#\(rule.anchor)")
    }

    @Test(
        "A query's metrics and labels are found in it",
        arguments: [
            ("facteur_relay_up == 0", ["facteur_relay_up"], []),
            ("rate(facteur_smtp_seconds_bucket{lane=\"bulk\",le=\"1\"}[5m])", ["facteur_smtp_seconds_bucket"], []),
            ("sum by (relay, lane) (facteur_relay_up{host!=\"a\"})", ["facteur_relay_up"], ["host", "lane"]),
        ])
    func queried(query: String, names: [String], labels: [String]) {
        let queried = QueriedMetrics(query)
        #expect(queried.names == Set(names))
        #expect(queried.unknown.isEmpty)
        #expect(queried.unknownLabels(in: query) == labels)
    }

    @Test("What the list lacks is found out", arguments: ["facteur_relay_down", "facteur_smtp_seconds"])
    func unknown(metric: String) {
        #expect(QueriedMetrics("\(metric) > 0").unknown == [metric])
    }
}
