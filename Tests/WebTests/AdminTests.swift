import CoreMetrics
import Logging
import Synchronization
import Testing
import Web

@Suite("The operator's endpoint", .timeLimit(.minutes(5)))
struct AdminTests {
    private typealias Check = HealthReport.Check

    @Test(
        "Health tells life from readiness",
        arguments: [(true, true, 200, 200), (true, false, 200, 503), (false, true, 503, 503)])
    func health(isAlive: Bool, isReady: Bool, healthz: Int, readyz: Int) async throws {
        let report = HealthReport(checks: [
            Check(name: "worker", concern: .life, isPassing: isAlive, detail: "last step 1 s ago"),
            Check(name: "database", concern: .readiness, isPassing: isReady, detail: "127.0.0.1:5432"),
        ])
        try await admin(report: { report }) { base in
            let life = try await Answer.of(base + "/healthz")
            #expect(life.status == healthz)
            #expect(life.body.contains("\(isAlive ? "ok" : "failing") worker: last step 1 s ago\n"))
            #expect(!life.body.contains("database"))
            let readiness = try await Answer.of(base + "/readyz")
            #expect(readiness.status == readyz)
            #expect(readiness.body.contains("\(isReady ? "ok" : "failing") database: 127.0.0.1:5432\n"))
            let head = try await Answer.of(base + "/readyz", ["--head"])
            #expect(head.status == readyz)
            #expect(head.body.isEmpty)
        }
    }

    @Test("Health is looked at anew each time")
    func healthIsFresh() async throws {
        let looks = Mutex(0)
        try await admin(report: {
            looks.withLock { $0 += 1 }
            return HealthReport(checks: [])
        }) { base in
            for _ in 1...3 { _ = try await Answer.of(base + "/healthz") }
            #expect(looks.withLock { $0 } == 3)
        }
    }

    @Test("Metrics come in Prometheus' text format")
    func metrics() async throws {
        let registry = MetricsRegistry()
        registry.makeCounter(label: "facteur_sent_total", dimensions: [("lane", "bulk")]).increment(by: 3)
        try await admin(metrics: registry) { base in
            let answer = try await Answer.of(base + "/metrics")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.body == "# TYPE facteur_sent_total counter\nfacteur_sent_total{lane=\"bulk\"} 3\n")
        }
    }

    @Test("Nothing else is answered, and nothing can be written")
    func elsewhere() async throws {
        try await admin { base in
            let answer = try await Answer.of(base + "/")
            #expect(answer.status == 404)
            let posted = try await Answer.of(base + "/metrics", ["-X", "POST"])
            #expect(posted.status == 405)
        }
    }

    @Test("An address that is taken is named, with the setting to change")
    func addressTaken() async throws {
        try await serving {
            endpoint(port: 0, onListening: $0)
        } _: { port in
            let fault = await #expect(throws: ListenFault.self) {
                try await serving {
                    endpoint(port: port, onListening: $0)
                } _: { _ in
                }
            }
            #expect(
                fault?.description
                    == "admin.listen: cannot listen on 127.0.0.1:\(port): another program listens there: set another port, or end that program (ss -ltnp)"
            )
            #expect(fault?.isLasting == true)
        }
    }

    @Test("A host that is none is named, with the setting to change")
    func noSuchHost() async throws {
        let fault = await #expect(throws: ListenFault.self) {
            try await serving {
                endpoint(host: "nowhere.invalid", port: 0, onListening: $0)
            } _: { _ in
            }
        }
        #expect(fault?.description.hasPrefix("admin.listen: cannot listen on nowhere.invalid:0: no such host") == true)
    }

    private func endpoint(
        report: @escaping @Sendable () async -> HealthReport = { HealthReport(checks: []) },
        metrics: MetricsRegistry = MetricsRegistry(), host: String = "127.0.0.1", port: Int,
        onListening: @escaping @Sendable (Int) async -> Void
    ) -> AdminEndpoint {
        AdminEndpoint(
            health: report, metrics: metrics, host: host, port: port,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onListening: onListening)
    }

    private func admin(
        report: @escaping @Sendable () async -> HealthReport = { HealthReport(checks: []) },
        metrics: MetricsRegistry = MetricsRegistry(), _ body: (_ base: String) async throws -> Void
    ) async throws {
        try await serving {
            endpoint(report: report, metrics: metrics, port: 0, onListening: $0)
        } _: { port in
            try await body("http://127.0.0.1:\(port)")
        }
    }
}
