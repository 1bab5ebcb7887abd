import Glibc
import Mail
import Synchronization

/// Waits for NOTIFY on a connection and a thread of its own. A hint, never a promise: whoever listens polls as well.
actor Listener {
    private let settings: DatabaseSettings
    private let executor: ThreadExecutor
    private let trialHeard = Flag(false)

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(settings: DatabaseSettings, executor: ThreadExecutor = ThreadExecutor()) {
        self.settings = settings
        self.executor = executor
    }

    /// Whether a ring on the trial channel has come through since the connection that listens was opened.
    nonisolated var hears: Bool { trialHeard.isUp }

    /// The channel beside it on which a ring says only that rings come through.
    nonisolated static func trialChannel(of channel: String) -> String { channel + "_trial" }

    /// An element for each batch of notifications on the channel; ends when nobody listens any more. While the server is
    /// away it says nothing and tries again every few seconds.
    nonisolated func notifications(on channel: String) -> AsyncStream<Void> {
        // One waiting wake-up says as much as ten.
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isWanted = Flag(true)
        continuation.onTermination = { _ in isWanted.lower() }
        Task { await listen(on: channel, while: isWanted, continuation) }
        return stream
    }

    private func listen(on channel: String, while isWanted: Flag, _ continuation: AsyncStream<Void>.Continuation) {
        let trial = Self.trialChannel(of: channel)
        // Without a thread this would block somebody else's: whoever listens asks again.
        while isWanted.isUp, executor.fault == nil {
            do throws(OutboxError) {
                let connection = try DatabaseConnection.open(settings)
                for name in [trial, channel] {
                    _ = try connection.run("listen \(name)", [], within: settings.statementTimeout)
                }
                // What was committed while nobody listened is looked for at once.
                continuation.yield()
                while isWanted.isUp, let channels = nextNotifications(connection) {
                    if channels.contains(channel) { continuation.yield() }
                    if channels.contains(trial) { trialHeard.raise() }
                }
                trialHeard.lower()
            } catch {
                // On this thread of its own, and in pieces, so that nobody who stops waits for it.
                for _ in 0..<3 where isWanted.isUp { sleep(1) }
            }
        }
        continuation.finish()
    }

    /// The channels on which there were notifications in the next second at the most; nil when the connection is lost.
    private func nextNotifications(_ connection: borrowing DatabaseConnection) -> Set<String>? {
        var descriptor = pollfd(fd: connection.socket, events: Int16(POLLIN), revents: 0)
        poll(&descriptor, 1, 1000)
        return connection.takeNotifications()
    }

    /// Raised, lowered and looked at on any thread.
    private final class Flag: Sendable {
        private let raised: Atomic<Bool>

        init(_ isUp: Bool) { raised = Atomic(isUp) }

        var isUp: Bool { raised.load(ordering: .acquiring) }

        func raise() { raised.store(true, ordering: .releasing) }
        func lower() { raised.store(false, ordering: .releasing) }
    }
}
