import Hummingbird
import Logging
import Mail
import Observability
import Platform
import Synchronization

/// Keeps each client to its budget of requests, and tells the log who was turned away.
final class RateLimiter: Sendable {
    private let limit: Mutex<RateLimit>
    private let finder: ClientFinder
    private let logger: Logger

    init(requestsPerMinute: Int, proxies: [IPNetwork], logger: Logger) {
        limit = Mutex(RateLimit(requestsPerMinute: requestsPerMinute))
        finder = ClientFinder(proxies: proxies)
        self.logger = logger
    }

    /// Counts a request; how long its client should wait, or nil when it is let in.
    func wait(_ request: Request, from peer: IPAddress?, _ purpose: RateLimit.Purpose) -> Duration? {
        let forwarded = HTTPFields.Element.Name("X-Forwarded-For").map { request.headers[values: $0] } ?? []
        let client = finder.client(peer: peer, forwarded: forwarded)
        let verdict = limit.withLock { $0.judge(client, purpose, at: .now) }
        guard case .refused(let wait, let isNews) = verdict else { return nil }
        if isNews {
            logger.log(.throttled, "\(client) asks too often", ["client": "\(client)"])
        }
        return wait
    }
}
