import Mail
import Replies
import Synchronization
import Testing

@testable import Webhooks

@Suite("Taking in what providers tell")
struct IntakeTests {
    private let store = MemoryReports()
    private let told = Notices()
    private let clock = Clock()
    private let intake: WebhookIntake

    init() throws {
        let table = try ReplyFile.shipped()
        intake = WebhookIntake(
            adapters: Adapters.all, secrets: Signing.secrets, store: store,
            suppresses: { table.judge(.refused($0, at: .rcpt)).suppress }, clock: clock.read, tell: told.add)
    }

    private func body(_ name: String) throws -> [UInt8] { try #require(RecordedBody.named(name)).body }

    @Test("A bounce is stored with its source and its key, and told; the same again is known")
    func bounce() async throws {
        let request = Signing.bearer(try body("brevo-hard-bounce"))
        #expect(await intake.take(request, from: "brevo", method: "POST") == .taken)
        let taken = try #require(store.taken.first)
        #expect(taken.source == "brevo" && taken.suppress && !taken.key.isEmpty)
        #expect(await intake.take(request, from: "brevo", method: "POST") == .taken)
        #expect(store.taken.count == 1)
        #expect(told.effects == [.bounced, .known])
    }

    @Test("A message of nobody's is stored as such, and answered like any other")
    func nobody() async throws {
        let request = Signing.bearer(try body("brevo-of-nobody"))
        #expect(await intake.take(request, from: "brevo", method: "POST") == .taken)
        #expect(told.effects == [.unknown])
    }

    @Test("While the database is away the provider is to try again, and then nothing is lost or counted twice")
    func away() async throws {
        let request = try Signing.sendGrid(try body("sendgrid-several"))
        store.lose(after: 2)
        #expect(await intake.take(request, from: "sendgrid", method: "POST").status == 503)
        #expect(store.taken.count == 2)
        store.lose(after: .max)
        #expect(await intake.take(request, from: "sendgrid", method: "POST") == .taken)
        #expect(store.taken.count == 4)
        #expect(Set(store.taken.map(\.key)).count == 4)
    }

    @Test("One event whose message is being sent keeps back no other, and the provider is to tell it again")
    func early() async throws {
        let request = try Signing.sendGrid(try body("sendgrid-several"))
        store.lockOnce()
        let answer = await intake.take(request, from: "sendgrid", method: "POST")
        // The outbox is there: nobody is told that it is lost.
        #expect(answer == .unavailable(nil) && answer.status == 503)
        #expect(store.taken.count == 3)
        #expect(await intake.take(request, from: "sendgrid", method: "POST") == .taken)
        #expect(store.taken.count == 4)
    }

    @Test("Method, size, name and secret are looked at first")
    func doors() async throws {
        let good = Signing.bearer(try body("brevo-spam"))
        #expect(await intake.take(good, from: "brevo", method: "GET").status == 405)
        let large = Signing.bearer([UInt8](repeating: 32, count: WebhookIntake.bodyLimit + 1))
        #expect(await intake.take(large, from: "brevo", method: "POST").status == 413)
        for name in ["", "unknown", "brevo/", "Brevo", "../brevo", "ses"] {
            #expect(await intake.take(good, from: name, method: "POST").status == 403, "\(name)")
        }
        #expect(store.taken.isEmpty)
    }

    @Test("A wrong proof is refused, and told once a minute for each provider")
    func refused() async throws {
        let wrong = Signing.bearer(try body("brevo-spam"), token: "wrong")
        for _ in 0..<5 { #expect(await intake.take(wrong, from: "brevo", method: "POST").status == 403) }
        #expect(told.refusals == ["brevo"])
        #expect(await intake.take(wrong, from: "postmark", method: "POST").status == 403)
        #expect(told.refusals == ["brevo", "postmark"])
        clock.advance(.seconds(61))
        #expect(await intake.take(wrong, from: "brevo", method: "POST").status == 403)
        #expect(told.refusals == ["brevo", "postmark", "brevo"])
        #expect(store.taken.isEmpty)
    }

    @Test("A body that is proven and no JSON is malformed", arguments: ["", "{", "[{\"event\":\"spam\"", "\u{FEFF}no"])
    func malformed(text: String) async {
        let answer = await intake.take(Signing.bearer(Array(text.utf8)), from: "brevo", method: "POST")
        #expect(answer.status == 400)
        #expect(store.taken.isEmpty)
    }

    @Test("A request that is sent again much later is refused")
    func replayed() async throws {
        let request = Signing.svix(try body("resend-complained"))
        #expect(await intake.take(request, from: "resend", method: "POST") == .taken)
        clock.advance(.seconds(600))
        #expect(await intake.take(request, from: "resend", method: "POST").status == 403)
    }

    @Test("No notice holds a secret")
    func secrets() async throws {
        for provider in Signing.secrets.keys {
            _ = await intake.take(Signing.bearer([], token: "wrong-secret"), from: provider, method: "POST")
        }
        for line in told.lines {
            #expect(!line.contains("wrong-secret"))
            for secret in Signing.secrets.values { #expect(!line.contains(secret)) }
        }
        #expect(!told.lines.isEmpty)
    }
}

/// What the operator was told.
private final class Notices: Sendable {
    private let all = Mutex<[(provider: String, notice: WebhookNotice)]>([])

    @Sendable func add(_ provider: String, _ notice: WebhookNotice) { all.withLock { $0.append((provider, notice)) } }

    var effects: [ReportEffect.Kind] {
        all.withLock { $0 }.compactMap { if case .taken(_, let effect) = $0.notice { effect.kind } else { nil } }
    }

    var refusals: [String] {
        all.withLock { $0 }.compactMap { if case .refused = $0.notice { $0.provider } else { nil } }
    }

    var lines: [String] {
        all.withLock { $0 }.compactMap { if case .refused(let fault) = $0.notice { fault.description } else { nil } }
    }
}

/// A clock in the test's hands.
private final class Clock: Sendable {
    private let now = Mutex(Signing.now)

    @Sendable func read() -> Timestamp { now.withLock { $0 } }
    func advance(_ time: Duration) { now.withLock { $0 = $0 + time } }
}
