import CoreMetrics
import Testing
import Webhooks

@testable import Web

@Suite("What is counted of webhooks")
struct WebhookMeasuresTests {
    /// Who is named by the path, what the request was answered, and the series in which it counts.
    private static let cases: [(provider: String, answer: WebhookAnswer, series: String)] = [
        ("brevo", .taken, #"answer="taken",provider="brevo""#),
        ("brevo", .unproven, #"answer="refused",provider="brevo""#),
        ("brevo", .malformed, #"answer="refused",provider="brevo""#),
        ("brevo", .unavailable(nil), #"answer="unavailable",provider="brevo""#),
        // Without a secret, and made up.
        ("mailjet", .unknownProvider, #"answer="refused",provider="unknown""#),
        ("\"} evil", .unknownProvider, #"answer="refused",provider="unknown""#),
    ]

    @Test("A stranger's path makes no series, and what never came is there as 0", arguments: cases)
    func counted(provider: String, answer: WebhookAnswer, series: String) {
        let registry = MetricsRegistry()
        withMetricsFactory(registry) { WebhookMeasures(["brevo"]).record(answer, provider) }
        let lines = registry.exposition().split(separator: "\n").filter { $0.hasPrefix("facteur_webhooks_total{") }
        #expect(lines.count == 6)
        #expect(lines.filter { $0.hasSuffix(" 1") } == ["facteur_webhooks_total{\(series)} 1"])
    }
}
