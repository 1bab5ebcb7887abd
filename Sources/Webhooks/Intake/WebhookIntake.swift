import Mail
import Synchronization

/// The way of one request of a provider: proven, read, judged by the table of replies, taken into the outbox, told. The provider hears that
/// all is well only then.
package final class WebhookIntake: Sendable {
    /// Bytes. Providers send a few hundred events of a kilobyte at once.
    package static let bodyLimit = 256 * 1024
    /// More than these are in no request of that size that a provider ever sent.
    private static let mostEvents = 2_000

    private let adapters: [String: any WebhookAdapter]
    private let secrets: [String: String]
    private let store: any ReportStore
    private let suppresses: @Sendable (Reply) -> Bool
    private let clock: @Sendable () -> Timestamp
    private let tell: @Sendable (_ provider: String, WebhookNotice) -> Void
    private let quiet = Mutex(QuietRefusals())

    /// - Parameters:
    ///   - secrets: By the names of the providers; one without a secret is refused.
    ///   - suppresses: Whether a server's words mean that the mailbox is dead.
    ///   - clock: The time of day, by which signatures are fresh.
    ///   - tell: Told of what happened; of refusals once a minute for each provider.
    package init(
        adapters: [any WebhookAdapter], secrets: [String: String], store: any ReportStore,
        suppresses: @escaping @Sendable (Reply) -> Bool, clock: @escaping @Sendable () -> Timestamp,
        tell: @escaping @Sendable (_ provider: String, WebhookNotice) -> Void
    ) {
        self.adapters = Dictionary(adapters.map { ($0.name, $0) }) { first, _ in first }
        self.secrets = secrets
        self.store = store
        self.suppresses = suppresses
        self.clock = clock
        self.tell = tell
    }

    /// Those whose requests may be proven.
    package var providers: [String] { adapters.keys.filter { secrets[$0]?.isEmpty == false } }

    /// - Parameter provider: As the path names it.
    package func take(_ request: WebhookRequest, from provider: String, method: String) async -> WebhookAnswer {
        guard method == "POST" else { return .wrongMethod }
        guard request.body.count <= Self.bodyLimit else { return .tooLarge }
        let now = clock()
        guard let adapter = adapters[provider], let secret = secrets[provider], !secret.isEmpty else {
            // A name that a stranger made up is nobody's business.
            if adapters[provider] != nil { tellRefusal(of: provider, .unset, now) }
            return .unknownProvider
        }
        do throws(WebhookFault) {
            try await adapter.verify(request, secret: secret, now: now)
            if let done = try await adapter.answer(request.body) { tell(provider, .answered(done)) }
            let events = try adapter.events(request.body)
            guard events.count <= Self.mostEvents else {
                throw .malformed("tells more than \(Self.mostEvents) events at once")
            }
            return await take(events, from: provider)
        } catch {
            tellRefusal(of: provider, .refused(error), now)
            return switch error {
            case .unproven: .unproven
            case .malformed: .malformed
            case .unavailable: .unavailable(nil)
            }
        }
    }

    /// Stores them in their order. Where one cannot be stored the provider tells all of them again, and those that were are known. One whose
    /// message a worker has in its hands keeps back no other.
    private func take(_ events: [ProviderEvent], from provider: String) async -> WebhookAnswer {
        var answer = WebhookAnswer.taken
        for event in events {
            let report = event.report
            let suppress = report.event == .bounced && suppresses(report.reply)
            do throws(OutboxError) {
                let effect = try await store.take(report, source: provider, key: event.id, suppress: suppress)
                tell(provider, .taken(report, effect))
            } catch {
                guard case .locked = error else { return .unavailable(error) }
                answer = .unavailable(nil)
            }
        }
        return answer
    }

    private func tellRefusal(of provider: String, _ notice: WebhookNotice, _ now: Timestamp) {
        if quiet.withLock({ $0.isNews(provider, now: now) }) { tell(provider, notice) }
    }
}
