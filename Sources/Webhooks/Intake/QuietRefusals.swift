import Mail

/// Which refusals are told: of each provider one a minute. Strangers try a public address as often as they like.
struct QuietRefusals: Sendable {
    private static let pause: Duration = .seconds(60)

    private var told: [String: Timestamp] = [:]

    /// Whether this one is told. A clock that was put back makes no provider silent.
    mutating func isNews(_ provider: String, now: Timestamp) -> Bool {
        if let last = told[provider], now >= last, now - last < Self.pause { return false }
        told[provider] = now
        return true
    }
}
