import Logging
import Mail
import Synchronization
import Testing

@testable import Web

@Suite("The operator's page", .timeLimit(.minutes(5)))
struct OperatorPageTests {
    private static let now = Timestamp(seconds: 1_795_960_000)

    /// A page with something in every part of it, all of it hostile.
    static func hostile(_ text: String) -> Overview {
        var overview = Overview(takenAt: now)
        let id = MessageID(high: 1, low: 1)
        overview.relays = [.init(name: text, counts: [.sent: 1], downSince: now, reason: text)]
        overview.providers = [.init(name: text, counts: [.deferred: 50])]
        overview.flow = [.init(at: now, lane: .bulk, end: .deferred, count: 50)]
        overview.parked = [.init(family: text, until: now, since: now, reason: text, consecutiveParks: 2)]
        overview.issues = [
            .init(id: id, list: text, subject: text, state: .paused, sendAt: now, ledger: .init(at: now))
        ]
        overview.pauses = [
            .init(scope: .newsletter, name: id.description, since: now, reason: text),
            .init(scope: .kind, name: text, since: now),
        ]
        overview.workers = [.init(name: text, version: text, startedAt: now, silence: .seconds(90))]
        overview.failures = [
            .init(
                at: now, message: id, kind: text, recipient: text, outcome: text, code: 550, enhanced: text, reply: text
            )
        ]
        overview.reports = [.init(event: .bounced, lastHour: 99, lastDay: 99)]
        return overview
    }

    @Test(
        "Whatever a server or a producer wrote is text",
        arguments: ["<img src=x onerror=alert(1)>", "\"><script>", "'&amp;{{style}}"])
    func escaping(text: String) {
        let html = OperatorPage.html(
            OverviewLook(overview: Self.hostile(text), fault: text), health: .failing([text]), banner: text)
        #expect(!html.contains("<img"))
        #expect(!html.contains("\"><script>"))
        #expect(html.contains(HTMLText.escaped(text)))
        #expect(!html.contains(text))
        // The page's own.
        #expect(html.ranges(of: "<script").count == 1)
        #expect(!html.contains(" style=\""))
        #expect(!html.contains(" onclick="))
    }

    @Test("Before a colon and inside guillemets stands a space that does not break")
    func typography() {
        let html = OperatorPage.html(OverviewLook(overview: Self.hostile("x")), health: .failing([]))
        let body = html.split(separator: "<body>")[1].split(separator: "<script>")[0]
        let words = body.replacing(/<[^>]*>/, with: "\n")
        #expect(words.firstMatch(of: #/ [:;!?»]/#) == nil)
        #expect(words.firstMatch(of: #/« /#) == nil)
        #expect(words.firstMatch(of: /\p{L}'\p{L}/) == nil)
    }

    @Test("What cannot be known yet is no fault of the page")
    func unknown() {
        let html = OperatorPage.html(OverviewLook(fault: "away"), health: .failing(["database"]))
        #expect(html.contains("La base n’a encore rien répondu"))
        #expect(!html.contains("<svg"))
    }

    /// Runs the endpoint with a page. `read` counts its calls.
    private func page(
        host: String = "127.0.0.1", health: HealthReport = .failing([]),
        read: @escaping @Sendable () async throws(OutboxError) -> Overview = {
            Overview(takenAt: OperatorPageTests.now)
        },
        _ body: (_ base: String) async throws -> Void
    ) async throws {
        try await serving {
            AdminEndpoint(
                health: { health }, metrics: MetricsRegistry(), overview: read, host: host, port: 0,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onListening: $0)
        } _: { port in
            try await body("http://127.0.0.1:\(port)/")
        }
    }

    @Test("It comes with headers that let nothing in and nothing out, and can be asked for alone")
    func headers() async throws {
        try await page { base in
            let answer = try await Answer.of(base)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["referrer-policy"] == "no-referrer")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["set-cookie"] == nil)
            #expect(answer.headers.keys.allSatisfy { !$0.hasPrefix("access-control") })
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
            #expect(!policy.contains("unsafe"))
            #expect(try await Answer.of(base, ["-X", "POST"]).status == 405)
            let head = try await Answer.of(base, ["--head"])
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
        }
    }

    @Test("A stranger's name that was pointed here is refused, an address and the configured name are not")
    func rebinding() async throws {
        try await page { base in
            let stranger = try await Answer.of(base, ["-H", "Host: evil.test"])
            #expect(stranger.status == 421)
            let loopback = try await Answer.of(base, ["-H", "Host: localhost:9025"])
            #expect(loopback.status == 200)
        }
    }

    @Test(
        "By which names it may be asked for",
        arguments: [
            ("localhost", true), ("localhost:9025", true), ("LOCALHOST", true), ("127.0.0.1:9025", true),
            ("[::1]:9025", true), ("[::1]", true),
            ("192.0.2.7:80", true), ("Mail.Intern:9025", true), ("evil.test", false), ("localhost.evil.test", false),
            ("127.0.0.1.evil.test", false),
            ("", false), (":9025", false), ("[::1", false), ("mail.intern.evil.test", false), ("a@localhost", false),
        ])
    func hosts(authority: String, isAdmitted: Bool) {
        #expect(AdminHosts(configured: "mail.intern").admit(authority) == isAdmitted)
    }

    @Test("Where every interface is listened on, a name that nobody configured is still a stranger's")
    func everyInterface() {
        #expect(!AdminHosts(configured: "0.0.0.0").admit("evil.test"))
        #expect(!AdminHosts(configured: "").admit(""))
        #expect(!AdminHosts(configured: "").admit(nil))
        #expect(AdminHosts(configured: "0.0.0.0").admit("10.0.0.3:9025"))
    }

    @Test("The page answers while the database is away, at once and without asking it, with what was known before")
    func away() async throws {
        let asked = Mutex(0)
        let isAway = Mutex(false)
        try await serving {
            AdminEndpoint(
                health: { .failing(isAway.withLock { $0 } ? ["database"] : []) }, metrics: MetricsRegistry(),
                overview: { () async throws(OutboxError) in
                    asked.withLock { $0 += 1 }
                    return Overview(takenAt: Self.now)
                }, banner: { "Mode d’essai" }, host: "127.0.0.1", port: 0,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onListening: $0)
        } _: { port in
            let base = "http://127.0.0.1:\(port)/"
            #expect(try await Answer.of(base).body.contains("Tout va bien"))
            isAway.withLock { $0 = true }
            let body = try await Answer.of(base).body
            #expect(body.contains("La base de données ne répond pas"))
            #expect(body.contains("Ce qui suit date de"))
            #expect(body.contains("Mode d’essai"))
            #expect(asked.withLock { $0 } == 1)
        }
    }

    @Test("However many look at the same time, the database is asked once")
    func together() async throws {
        let asked = Mutex(0)
        let source = OverviewSource { () async throws(OutboxError) in
            asked.withLock { $0 += 1 }
            try? await Task.sleep(for: .milliseconds(50))
            return Overview(takenAt: Self.now)
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...20 { group.addTask { _ = await source.look(isAway: false) } }
        }
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("A question that failed is told with its reason, and the last answer stays")
    func failing() async throws {
        let isFailing = Mutex(true)
        let source = OverviewSource { () async throws(OutboxError) in
            if isFailing.withLock({ $0 }) { throw .unavailable("database: too slow") }
            return Overview(takenAt: Self.now)
        }
        #expect(await source.look(isAway: false).fault == "database: too slow")
        isFailing.withLock { $0 = false }
        let look = await source.look(isAway: false)
        #expect(look.fault == nil)
        #expect(look.overview != nil)
        #expect(await source.look(isAway: true).overview != nil)
    }
}
