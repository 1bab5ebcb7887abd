import LinedYAML
import Observability
import Testing

/// The alert rules that ship in deploy/prometheus, and their tests.
struct AlertRules {
    struct Rule: Sendable, CustomTestStringConvertible {
        let name: String
        let expression: String
        let severity: String?
        let annotations: [String: String]

        var testDescription: String { name }
        /// The anchor of its section in the runbook.
        var anchor: String { name.lowercased() }
    }

    /// One alert that a test of the rules asks for.
    struct Question {
        let alert: String
        let isToFire: Bool
    }

    static let all: [Rule] = (try? rules()) ?? []

    private static func rules() throws -> [Rule] {
        let root = try YAMLNode.parsing(Repository.text("deploy/prometheus/facteur.rules.yml"))
        return root.items("groups").flatMap { $0.items("rules") }.map { rule in
            let annotations = (rule["annotations"]?.mapping ?? []).map { ($0.key, $0.value.text ?? "") }
            return Rule(
                name: rule["alert"]?.text ?? "", expression: rule["expr"]?.text ?? "",
                severity: rule["labels"]?["severity"]?.text, annotations: Dictionary(annotations) { first, _ in first })
        }
    }

    static func questions() throws -> [Question] {
        let root = try YAMLNode.parsing(Repository.text("deploy/prometheus/facteur.rules.test.yml"))
        return root.items("tests").flatMap { $0.items("alert_rule_test") }.map { question in
            Question(alert: question["alertname"]?.text ?? "", isToFire: !question.items("exp_alerts").isEmpty)
        }
    }
}

/// The metrics that a query of Prometheus names.
struct QueriedMetrics {
    let names: Set<String>

    init(_ query: String) {
        names = Set(query.matches(of: /\b(?:facteur|process)_[a-z_]+/).map { String($0.0) })
    }

    /// Those that the list lacks. Of a histogram a query names the buckets, the sum or the count.
    var unknown: [String] {
        let known = Metric.allCases.flatMap { metric in
            metric.definition.type == .histogram
                ? ["_bucket", "_sum", "_count"].map { metric.rawValue + $0 } : [metric.rawValue]
        }
        return names.subtracting(known).sorted()
    }

    /// Labels by which a query chooses or groups, that its metrics do not have. `instance` and `job` are of the scraping, `le` of
    /// histograms.
    func unknownLabels(in query: String) -> [String] {
        let own = Metric.allCases.filter { metric in names.contains { $0.hasPrefix(metric.rawValue) } }
        let known = Set(own.flatMap(\.definition.labels)).union(["instance", "job", "le", "alertname", "alertstate"])
        let chosen = query.matches(of: /[{,]\s*([a-z_]+)\s*(?:=|!)/).map { String($0.1) }
        let grouped = query.matches(of: /(?:by|ignoring) \(([a-z_, ]+)\)/).flatMap { match in
            match.1.split(separator: ",").map { String($0.trimmingPrefix(" ")) }
        }
        return Set(chosen + grouped).subtracting(known).sorted()
    }
}

extension Optional<YAMLNode> {
    fileprivate func items(_ key: String) -> [YAMLNode] { self?.items(key) ?? [] }
}

extension YAMLNode {
    fileprivate subscript(key: String) -> YAMLNode? { mapping?.first { $0.key == key }?.value }
    fileprivate func items(_ key: String) -> [YAMLNode] { self[key]?.list ?? [] }
}
