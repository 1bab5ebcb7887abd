/// Tells a message at which a relay hangs up from a relay that hangs up on everybody. Pure: it is told the time as a duration since
/// any fixed moment.
///
/// A message is at fault when it was alone, and when another one that began after it passed: then the relay is there, and only this
/// message cannot be given to it. Without that word the fault counts as the relay's.
package struct HangUpWatch: Sendable {
    /// How long a message waits for the word of another one.
    package static let patience: Duration = .seconds(3)
    /// Hang-ups that are nearer to each other are one event: a relay that went down.
    package static let together: Duration = .seconds(1)

    private var hangUps: [(message: MessageID, at: Duration)] = []
    private var latestToPass: Duration?

    package init() {}

    /// The relay hung up in the middle of a message.
    package mutating func hungUp(on message: MessageID, at now: Duration) {
        hangUps.removeAll { now - $0.at > Self.patience + Self.together }
        hangUps.append((message, now))
    }

    /// A message that began then has been given to the relay, whatever the relay said of it.
    package mutating func passed(begunAt: Duration) { latestToPass = max(latestToPass ?? begunAt, begunAt) }

    /// Whether the message of a hang-up is at fault, as far as is known by now.
    package func isOwnFault(of message: MessageID, hungUpAt: Duration) -> Bool {
        guard let latestToPass, latestToPass > hungUpAt else { return false }
        return !hangUps.contains { $0.message != message && abs($0.at - hungUpAt) < Self.together }
    }

    private func abs(_ duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }
}
