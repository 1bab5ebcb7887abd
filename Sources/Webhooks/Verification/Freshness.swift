import Mail

/// Whether a signed moment is near enough: one who got hold of a request cannot send it again much later.
enum Freshness {
    /// - Parameters:
    ///   - text: Seconds since 1970.
    ///   - tolerance: Either way, for clocks differ.
    static func check(
        _ text: some StringProtocol, now: Timestamp, tolerance: Duration
    ) throws(WebhookFault) {
        // What is so far away would not fit into microseconds.
        guard let seconds = Int64(text), (0...100_000_000_000).contains(seconds) else {
            throw .unproven("its timestamp is no number of seconds")
        }
        let distance = now - Timestamp(seconds: seconds)
        guard distance <= tolerance, distance >= .zero - tolerance else {
            throw .unproven("was signed at another time than now: look at this machine's clock")
        }
    }
}
