import Glibc
import Mail
import Synchronization

/// Waits for NOTIFY on a connection and a thread of its own. A hint, never a promise: whoever listens polls as well.
actor Listener {
    private let settings: DatabaseSettings
    private let executor: ThreadExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(settings: DatabaseSettings, executor: ThreadExecutor = ThreadExecutor()) {
        self.settings = settings
        self.executor = executor
    }

    /// An element for each batch of notifications on the channel; ends when nobody listens any more. While the server is
    /// away it says nothing and tries again every few seconds.
    nonisolated func notifications(on channel: String) -> AsyncStream<Void> {
        // One waiting wake-up says as much as ten.
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isWanted = Flag()
        continuation.onTermination = { _ in isWanted.lower() }
        Task { await listen(on: channel, while: isWanted, continuation) }
        return stream
    }

    private func listen(on channel: String, while isWanted: Flag, _ continuation: AsyncStream<Void>.Continuation) {
        // Without a thread this would block somebody else's: whoever listens asks again.
        while isWanted.isUp, executor.fault == nil {
            do throws(OutboxError) {
                let connection = try DatabaseConnection.open(settings)
                _ = try connection.run("listen \(channel)", [], within: settings.statementTimeout)
                // What was committed while nobody listened is looked for at once.
                continuation.yield()
                while isWanted.isUp, let count = nextNotifications(connection) {
                    if count > 0 { continuation.yield() }
                }
            } catch {
                for _ in 0..<3 where isWanted.isUp { sleep(1) }
            }
        }
        continuation.finish()
    }

    /// The notifications of the next second at the most; nil when the connection is lost.
    private func nextNotifications(_ connection: borrowing DatabaseConnection) -> Int? {
        var descriptor = pollfd(fd: connection.socket, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, 1000)
        return connection.takeNotifications()
    }

    /// Up until somebody lowers it, on any thread.
    private final class Flag: Sendable {
        private let raised = Atomic<Bool>(true)

        var isUp: Bool { raised.load(ordering: .acquiring) }

        func lower() { raised.store(false, ordering: .releasing) }
    }
}
