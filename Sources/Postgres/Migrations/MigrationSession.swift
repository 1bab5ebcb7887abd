import Mail

/// Runs a script that may have to wait for locks: never long at a time, since whoever comes behind it in the queue for a table waits
/// as well, but again and again, saying meanwhile what it waits for.
struct MigrationSession: Sendable {
    /// How long one try waits for a lock. Sending mail bears it.
    private static let lockTimeout: Duration = .seconds(2)
    /// Between two tries, for those who had to wait behind the last one.
    private static let pause: Duration = .seconds(2)
    private static let look: Duration = .milliseconds(500)
    /// A step may rewrite a table.
    private static let scriptTimeout: Duration = .seconds(600)

    private let session: DatabaseSession
    private let observer: DatabaseSession
    /// How long to go on trying.
    private let giveUpAfter: Duration
    /// Finds the session again behind a pooler.
    private let name = "facteur migrate \(UInt64.random(in: 0...UInt64.max))"

    init(_ session: DatabaseSession, observer: DatabaseSession, giveUpAfter: Duration) {
        self.session = session
        self.observer = observer
        self.giveUpAfter = giveUpAfter
    }

    /// Runs the script as one transaction. `onWait` is told of each lock and its holders once.
    ///
    /// - Throws: `.unavailable`, naming the lock and who holds it, when it cannot be had; or when the task is cancelled meanwhile.
    func execute(script: String, onWait: @escaping @Sendable (String) -> Void) async throws(OutboxError) {
        let prefix = """
            set local application_name = '\(name)';
            set local lock_timeout = '\(Self.lockTimeout.components.seconds)s';

            """
        let end = ContinuousClock.now + giveUpAfter
        while true {
            let watch = Task { await self.watch(onWait) }
            let failure = await attempt(prefix + script)
            watch.cancel()
            let wait = await watch.value
            guard let failure else { return }
            guard failure.isLockTimeout else { throw failure }
            guard ContinuousClock.now < end, !Task.isCancelled else {
                let end = Task.isCancelled ? "was interrupted" : "gave up after \(giveUpAfter.components.seconds) s"
                let lock = wait.map { "waiting for \($0)" } ?? "waiting for a lock"
                throw .unavailable("database: \(end), \(lock): end who holds it, or try later")
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func attempt(_ script: String) async -> OutboxError? {
        do throws(OutboxError) {
            try await session.execute(script: script, within: Self.scriptTimeout)
            return nil
        } catch {
            return error
        }
    }

    /// Looks until cancelled whether the script waits; for what it did last.
    private func watch(_ onWait: @Sendable (String) -> Void) async -> String? {
        var told: Set<[LockWait]> = []
        var last: String?
        while true {
            try? await Task.sleep(for: Self.look)
            guard !Task.isCancelled else { return last }
            let waits = try? await observer.rows(Statement.lockWaits, [Value(name)]) { row throws(OutboxError) in
                try LockWait(row)
            }
            guard let waits, let line = LockWait.line(waits) else { continue }
            last = line
            if told.insert(waits).inserted { onWait(line) }
        }
    }
}

extension OutboxError {
    fileprivate var isLockTimeout: Bool {
        if case .locked = self { true } else { false }
    }
}
