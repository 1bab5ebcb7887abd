import Mail
import Synchronization
import Testing
import Web
import Webhooks

@Suite("What providers post", .timeLimit(.minutes(5)))
struct WebhookEndpointTests {
    private static let proof = ["-H", "Authorization: Bearer jeton"]
    private static let complaint =
        #"{"event":"spam","email":"lectrice@exemple.test","message-id":"<x@shop.test>","ts":5}"#

    /// An intake of which one provider has a secret; `isAway` says whether its outbox is.
    private func intake(_ store: CountedReports) -> WebhookIntake {
        WebhookIntake(
            adapters: WebhookAdapters.all(CurlClient()), secrets: ["brevo": "jeton"], store: store,
            suppresses: { _ in false }, clock: { Timestamp(seconds: 1_794_992_420) }, tell: { _, _ in })
    }

    /// `body` gets the address that names of providers are added to.
    private func posting(
        to store: CountedReports, requestsPerMinute: Int = 1_000_000, _ body: (_ base: String) async throws -> Void
    ) async throws {
        try await serving(MemorySubscriptions(), webhooks: intake(store), requestsPerMinute: requestsPerMinute) {
            base in
            try await body(base.replacing("/d/", with: "/w/"))
        }
    }

    @Test("A proven report is answered with 200 once it is stored, and with 503 while it cannot be")
    func taken() async throws {
        let store = CountedReports()
        try await posting(to: store) { base in
            let post = Self.proof + ["-d", Self.complaint]
            #expect(try await Answer.of(base + "brevo", post).status == 200)
            #expect(store.count == 1)
            store.isAway = true
            let away = try await Answer.of(base + "brevo", post)
            #expect(away.status == 503 && away.headers["retry-after"] != nil)
            #expect(store.count == 1)
        }
    }

    @Test("Method, size, proof and name are looked at, and the readers' pages are where they were")
    func refused() async throws {
        let store = CountedReports()
        try await posting(to: store) { base in
            let get = try await Answer.of(base + "brevo", Self.proof)
            #expect(get.status == 405 && get.headers["allow"] == "POST")
            #expect(try await Answer.of(base + "brevo", ["-d", Self.complaint]).status == 403)
            #expect(try await Answer.of(base + "mailjet", Self.proof + ["-d", Self.complaint]).status == 403)
            #expect(try await Answer.of(base + "unknown", Self.proof + ["-d", Self.complaint]).status == 403)
            #expect(try await Answer.of(base + "brevo", Self.proof + ["-d", "{"]).status == 400)
            let large = String(repeating: " ", count: 100_000) + Self.complaint
            let file = ["-H", "Content-Type: application/json", "--data-binary", large]
            #expect(try await Answer.of(base + "brevo", Self.proof + file).status == 200)
            let page = try await Answer.of(base.replacing("/w/", with: "/d/") + MemorySubscriptions.token)
            #expect(page.status == 200 && page.body.contains("Me désabonner"))
        }
        #expect(store.count == 1)
    }

    @Test("More than 256 KiB is answered with 413")
    func tooLarge() async throws {
        let store = CountedReports()
        try await posting(to: store) { base in
            let words = String(repeating: " ", count: 300_000)
            let answer = try await Child.run(
                "curl",
                [
                    "-sS", "-o", "/dev/null", "-w", "%{http_code} %header{connection}", "--max-time", "60",
                    "--data-binary", "@-",
                ] + Self.proof
                    + [base + "brevo"], input: words)
            #expect(answer.output == "413 close")
        }
        #expect(store.count == 0)
    }

    @Test("Who proves nothing may try as often as a reader looks; a provider reports as often as it likes")
    func throttled() async throws {
        let store = CountedReports()
        try await posting(to: store, requestsPerMinute: 2) { base in
            var statuses: [Int] = []
            for _ in 1...3 { statuses.append(try await Answer.of(base + "brevo", ["-d", Self.complaint]).status) }
            #expect(statuses == [403, 403, 429])
            for _ in 1...4 {
                #expect(try await Answer.of(base + "brevo", Self.proof + ["-d", Self.complaint]).status == 200)
            }
        }
    }
}

/// Counts what is taken in; can be away.
private final class CountedReports: ReportStore {
    private let state = Mutex((count: 0, isAway: false))

    var count: Int { state.withLock { $0.count } }

    var isAway: Bool {
        get { state.withLock { $0.isAway } }
        set { state.withLock { $0.isAway = newValue } }
    }

    func take(
        _ report: Report, source: String, key: String, suppress: Bool
    ) async throws(OutboxError) -> ReportEffect {
        let isTaken = state.withLock { state in
            if !state.isAway { state.count += 1 }
            return !state.isAway
        }
        guard isTaken else { throw .unavailable("database: away") }
        return ReportEffect(.complained)
    }
}
