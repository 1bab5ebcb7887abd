import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The mails that were caught, in the order they came. Outlives a server, so that one that went down can come back.
package final class MailStore: Sendable {
    /// The wait ended with less mail than was waited for.
    package struct TooLittleMail: Error, CustomStringConvertible {
        package var expected: Int
        package var caught: Int
        package var description: String { "waited for \(expected) mails, caught \(caught)" }
    }

    private struct State {
        var mails: [CaughtMail] = []
        var count = 0
        var listeners: [Int: AsyncStream<CaughtMail>.Continuation] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// Keeps the last `capacity` mails.
    package init(capacity: Int = .max) { self.capacity = capacity }

    /// The mails that are kept, oldest first.
    package var mails: [CaughtMail] { state.withLock(\.mails) }

    /// How many were ever caught.
    package var count: Int { state.withLock(\.count) }

    /// The mails to one recipient, oldest first.
    package func mails(to recipient: String) -> [CaughtMail] {
        mails.filter { $0.recipients.contains(recipient) }
    }

    /// All kept mails, then each new one as it comes. Never ends by itself.
    package func arrivals() -> AsyncStream<CaughtMail> {
        let (stream, continuation) = AsyncStream.makeStream(of: CaughtMail.self)
        let listener = state.withLock { state in
            for mail in state.mails { continuation.yield(mail) }
            state.nextListener += 1
            state.listeners[state.nextListener] = continuation
            return state.nextListener
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: listener) }
        }
        return stream
    }

    /// Waits until `expected` mails were caught in all; throws `TooLittleMail` when the time is over.
    package func wait(for expected: Int, within limit: Duration = .seconds(60)) async throws {
        guard count < expected else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await mail in self.arrivals() where mail.number >= expected { return }
                throw CancellationError()
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw TooLittleMail(expected: expected, caught: self.count)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    func add(_ mail: CaughtMail) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let caughtAt = Duration.seconds(now.tv_sec) + .nanoseconds(now.tv_nsec)
        state.withLock { state in
            state.count += 1
            var mail = mail
            mail.number = state.count
            mail.caughtAt = caughtAt
            if state.mails.count >= capacity { state.mails.removeFirst() }
            state.mails.append(mail)
            for listener in state.listeners.values { listener.yield(mail) }
        }
    }
}
