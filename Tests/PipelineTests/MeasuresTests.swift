import CoreMetrics
import Mail
import Observability
import Testing
import Web

@testable import Pipeline

@Suite("The list of metrics")
struct MeasuresTests {
    /// Counts everything once, and returns what `/metrics` shows then.
    private static func exposition() -> [Substring] {
        let registry = MetricsRegistry(help: Metric.help)
        let measures = withMetricsFactory(registry) { Measures() }
        let claimed = Claimed.test(lane: .bulk)
        let second = Duration.seconds(1)
        let settlement = Settlement(
            lease: claimed.lease, outcome: .sent, reply: "250 ok",
            timings: Settlement.Timings(queued: second, render: second, connect: second, dialogue: second))
        withMetricsFactory(registry) {
            measures.stored(AttemptResult(claimed, settlement), as: .sent)
            measures.wasLate()
            measures.claimed(1, .bulk)
            measures.unsettled(1)
            measures.queue(QueueSurvey())
            measures.reports([ReportCount(source: "mail", event: .bounced, count: 1)])
            // This one is told by the processes that take reports in.
            Counter(.reports, "bounced", "mail").increment()
            measures.relay("relay.test", isUp: true)
            measures.database(isUp: true)
        }
        return registry.exposition().split(separator: "\n")
    }

    @Test("Every metric is shown with its type, its help and its labels", arguments: Metric.allCases)
    func shown(metric: Metric) throws {
        let lines = Self.exposition()
        let definition = metric.definition
        #expect(lines.contains("# TYPE \(metric.rawValue) \(definition.type.rawValue)"))
        #expect(lines.contains("# HELP \(metric.rawValue) \(definition.help)"))
        let suffix = definition.type == .histogram ? "_count" : ""
        let series = try #require(
            lines.last {
                $0.hasPrefix(metric.rawValue + suffix + "{") || $0.hasPrefix(metric.rawValue + suffix + " ")
            })
        let labels = series.matches(of: /([a-z_]+)="/).map { String($0.1) }
        #expect(labels == definition.labels.sorted(), "\(series)")
    }

    @Test("Nothing is shown that the list lacks")
    func complete() {
        let shown = Self.exposition().compactMap { line in
            line.hasPrefix("# TYPE ") ? line.split(separator: " ")[2] : nil
        }
        #expect(Set(shown.map(String.init)) == Set(Metric.allCases.map(\.rawValue)))
    }

    @Test("What comes back no more falls to zero, and what never came is not shown")
    func recentReports() {
        let registry = MetricsRegistry()
        let measures = withMetricsFactory(registry) { Measures() }
        func series(_ counts: [ReportCount]) -> [Substring] {
            withMetricsFactory(registry) { measures.reports(counts) }
            return registry.exposition().split(separator: "\n").filter { $0.hasPrefix("facteur_reports_last_hour{") }
        }
        #expect(series([]).isEmpty)
        let bounces = ReportCount(source: "brevo", event: .bounced, count: 7)
        #expect(series([bounces]) == [#"facteur_reports_last_hour{event="bounced",source="brevo"} 7"#])
        #expect(
            series([ReportCount(source: "mail", event: .complained, count: 2)]) == [
                #"facteur_reports_last_hour{event="bounced",source="brevo"} 0"#,
                #"facteur_reports_last_hour{event="complained",source="mail"} 2"#,
            ])
    }

    @Test("A histogram's unit is in its name, a counter ends in _total")
    func names() {
        for metric in Metric.allCases {
            switch metric.definition.type {
            case .counter: #expect(metric.rawValue.hasSuffix("_total"), "\(metric)")
            case .histogram: #expect(metric.rawValue.hasSuffix("_" + metric.definition.unit), "\(metric)")
            case .gauge: break
            }
        }
    }
}

extension Claimed {
    /// A message of no consequence.
    fileprivate static func test(lane: Lane) -> Claimed {
        Claimed(
            lease: Lease(message: MessageID(high: 0, low: 1), token: 1), status: .due, kind: "newsletter", lane: lane,
            attempt: 1, recipient: "a@b.test", recipientName: nil, locale: "fr-FR", parameters: "{}",
            enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil, expiresIn: nil,
            queued: .zero, issue: nil)
    }
}
