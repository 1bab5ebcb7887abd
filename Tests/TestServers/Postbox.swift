import Catcher
import Synchronization

/// Who got mail, how often and when, while the catching server itself keeps the last mails alone.
package final class Postbox: Sendable {
    private struct State {
        var times: [String: Duration] = [:]
        var twice: [String] = []
        var count = 0
        var readers = 0
    }

    private let state = Mutex(State())
    private let reading: Task<Void, Never>

    package init(_ mailbox: MailStore) {
        let (arrivals, continuation) = AsyncStream.makeStream(of: CaughtMail.self)
        reading = Task {
            for await mail in mailbox.arrivals() { continuation.yield(mail) }
        }
        Task { [weak self] in
            for await mail in arrivals { self?.add(mail) }
        }
    }

    deinit { reading.cancel() }

    private func add(_ mail: CaughtMail) {
        state.withLock { state in
            for recipient in mail.recipients {
                // A second issue begins anew.
                if state.times.updateValue(mail.caughtAt, forKey: recipient) == nil {
                    state.readers += recipient.hasPrefix("lecteur") ? 1 : 0
                } else {
                    state.twice.append(recipient)
                }
            }
            state.count += 1
        }
    }

    /// When each recipient's last mail was caught, since 1970.
    package var times: [String: Duration] { state.withLock(\.times) }
    package var twice: [String] { state.withLock(\.twice) }
    /// Mails in all.
    package var count: Int { state.withLock(\.count) }
    /// Readers of the newsletter that got one.
    package var readers: Int { state.withLock(\.readers) }
}
