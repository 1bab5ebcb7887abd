import Mail
import Synchronization

/// Says again and again that this worker lives, so that its leases do; finds out when a lost database is back; passes wake-ups on.
final class Heartbeat: Sendable {
    /// How long to wait before listening anew once the connection for wake-ups is gone.
    private static let listeningPause: Duration = .seconds(1)

    private let outbox: any Outbox
    private let watch: OutboxWatch
    private let claimer: Claimer
    private let settler: Settler
    private let maintenance: Maintenance
    private let interval: Duration
    private let time: Time
    private let lastTurn: Mutex<Duration>

    init(
        outbox: any Outbox, watch: OutboxWatch, claimer: Claimer, settler: Settler, maintenance: Maintenance,
        interval: Duration, time: Time
    ) {
        self.outbox = outbox
        self.watch = watch
        self.claimer = claimer
        self.settler = settler
        self.maintenance = maintenance
        self.interval = interval
        self.time = time
        lastTurn = Mutex(time.now())
    }

    /// Time since the last turn, with or without a database: whether this process is alive.
    var sinceLastTurn: Duration { time.now() - lastTurn.withLock { $0 } }

    /// Goes on until cancelled. While the database is away it asks, less and less often, whether it is back; never so seldom that
    /// others, who hear the database again a little sooner, could take this worker for dead.
    func run() async {
        var backoff = Backoff(first: .milliseconds(250), longest: interval / 2)
        while !Task.isCancelled {
            let now = time.now()
            lastTurn.withLock { $0 = now }
            if watch.isLost {
                await time.sleep(backoff.next(jitter: time.jitter()))
            } else if !watch.isOnTrial {
                backoff.reset()
            }
            let wantsWakeUps = await claimer.wantsWakeUps
            let isStored = (try? await outbox.heartbeat(wantsWakeUps: wantsWakeUps)) != nil
            if isStored, watch.isLost { await comeBack() }
            if !watch.isLost { await watch.lossSignal.wait(atMost: interval, by: time) }
        }
    }

    /// Passes on each wake-up until cancelled. The stream ends with its connection: a new one is asked for, not too often.
    func listen() async {
        while !Task.isCancelled {
            for await _ in outbox.wakeUps() {
                await claimer.wake()
                maintenance.wake()
            }
            await time.sleep(Self.listeningPause)
        }
    }

    /// Looks whether the schema is still this program's; then all goes on.
    private func comeBack() async {
        // A failure was said once, when the database was lost.
        guard (try? await outbox.enlist()) != nil else { return }
        await claimer.wake()
        settler.wake()
    }
}
