import Mail
import Synchronization

/// Says again and again that this worker lives, so that its leases do; finds out when a lost database is back; passes wake-ups on.
final class Heartbeat: Sendable {
    /// A worker that has not said so for 30 s is taken for dead.
    private static let interval: Duration = .seconds(5)
    /// How long to wait before listening anew once the connection for wake-ups is gone.
    private static let listeningPause: Duration = .seconds(1)

    private let database: Database
    private let claimer: Claimer
    private let settler: Settler
    private let time: Time
    private let lastTurn: Mutex<Duration>

    init(database: Database, claimer: Claimer, settler: Settler, time: Time) {
        self.database = database
        self.claimer = claimer
        self.settler = settler
        self.time = time
        lastTurn = Mutex(time.now())
    }

    /// Time since the last turn, with or without a database: whether this process is alive.
    var sinceLastTurn: Duration { time.now() - lastTurn.withLock { $0 } }

    /// Goes on until cancelled. While the database is away it asks, less and less often, whether it is back.
    func run() async {
        var backoff = Backoff(first: .milliseconds(250), longest: .seconds(10))
        while !Task.isCancelled {
            let now = time.now()
            lastTurn.withLock { $0 = now }
            if database.isLost {
                await time.sleep(backoff.next(jitter: time.jitter()))
                await comeBack()
            } else {
                if !database.isOnTrial { backoff.reset() }
                let isIdle = await claimer.isIdle
                _ = try? await database.ask { outbox throws(OutboxError) in try await outbox.heartbeat(idle: isIdle) }
                await database.lossSignal.wait(atMost: Self.interval, by: time)
            }
        }
    }

    /// Passes on each wake-up until cancelled. The stream ends with its connection: a new one is asked for, not too often.
    func listen() async {
        while !Task.isCancelled {
            for await _ in database.wakeUps() { await claimer.wake() }
            await time.sleep(Self.listeningPause)
        }
    }

    private func comeBack() async {
        do throws(OutboxError) {
            try await database.enlist()
            await claimer.wake()
            await settler.wake()
        } catch {
            // Said once, when it was lost.
        }
    }
}
