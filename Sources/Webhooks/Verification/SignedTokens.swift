import Crypto
import Mail
import Synchronization

/// Which body a signed token came with: where a signature is over a token alone, one who got hold of it could put any event beside it. The
/// same request once more is the provider's, which was not answered.
final class SignedTokens: Sendable {
    private struct Use {
        let body: SHA256Digest
        let at: Timestamp
    }

    private struct State {
        var recent: [String: Use] = [:]
        var older: [String: Use] = [:]
        var turnedAt: Timestamp?
    }

    private static let most = 50_000

    private let state = Mutex(State())
    private let span: Duration

    /// - Parameter span: How long one is remembered at least, while there is room.
    init(keptFor span: Duration) { self.span = span }

    /// Whether the token was never seen, or with this body alone.
    func admit(_ token: String, for body: [UInt8], now: Timestamp) -> Bool {
        let digest = SHA256.hash(data: body)
        return state.withLock { state in
            if let known = state.recent[token] ?? state.older[token] { return known.body == digest }
            let isDue = state.turnedAt.map { now - $0 > span } ?? true
            if isDue || state.recent.count >= Self.most / 2 {
                state.older = state.recent
                state.recent = [:]
                state.turnedAt = now
            }
            state.recent[token] = Use(body: digest, at: now)
            return true
        }
    }
}
