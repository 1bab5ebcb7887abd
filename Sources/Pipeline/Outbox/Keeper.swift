import Mail
import Synchronization

/// Keeps this worker's leases alive, brings due mail to the ready table, tidies, and finds out when a lost database is back.
final class Keeper: Sendable {
    /// A worker that has not said so for 30 s is taken for dead.
    private static let beat: Duration = .seconds(5)
    private static let promotion: Duration = .seconds(1)
    private static let surveying: Duration = .seconds(5)
    private static let tidying: Duration = .seconds(600)

    private let database: Database
    private let claimer: Claimer
    private let settler: Settler
    private let telemetry: Telemetry
    private let time: Time
    private let lastTurn: Mutex<Duration>

    init(database: Database, claimer: Claimer, settler: Settler, telemetry: Telemetry, time: Time) {
        self.database = database
        self.claimer = claimer
        self.settler = settler
        self.telemetry = telemetry
        self.time = time
        lastTurn = Mutex(time.now())
    }

    /// Time since the keeper last went round, with or without a database: whether this process is alive.
    var sinceLastTurn: Duration { time.now() - lastTurn.withLock { $0 } }

    /// Beats until cancelled. While the database is away it asks, less and less often, whether it is back.
    func keepAlive() async {
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
                await database.lossSignal.wait(atMost: Self.beat, by: time)
            }
        }
    }

    /// Promotes, surveys and tidies until cancelled.
    func promote() async {
        var nextTidying = time.now() + Self.tidying
        var nextSurvey = time.now()
        var parks = ParkWatch()
        var wasDue = false
        while !Task.isCancelled {
            let next = await promoteOnce()
            // What has come due just now need not wait for the next poll.
            if wasDue { await claimer.wake() }
            wasDue = next.map { $0 < Self.promotion } ?? false
            if time.now() >= nextSurvey {
                nextSurvey = time.now() + Self.surveying
                await survey(&parks)
            }
            await time.sleep(min(max(next ?? Self.promotion, .milliseconds(50)), Self.promotion))
            guard time.now() >= nextTidying, !database.isLost, !Task.isCancelled else { continue }
            nextTidying = time.now() + Self.tidying.spread(by: time.jitter())
            _ = try? await database.ask { outbox throws(OutboxError) in try await outbox.tidy() }
        }
    }

    /// Passes on each wake-up until cancelled. The stream ends with its connection: a new one is asked for, not too often.
    func listen() async {
        while !Task.isCancelled {
            for await _ in database.wakeUps() { await claimer.wake() }
            await time.sleep(Self.promotion)
        }
    }

    /// How long until there is more to promote; nil when none is known, or the database does not say.
    private func promoteOnce() async -> Duration? {
        guard !database.isLost else { return nil }
        return try? await database.ask { outbox throws(OutboxError) in try await outbox.promote() }
    }

    /// Says how the queue stands, and what has changed about parked domains.
    private func survey(_ parks: inout ParkWatch) async {
        guard !database.isLost else { return }
        let survey = try? await database.ask { outbox throws(OutboxError) in try await outbox.survey() }
        guard let survey else { return }
        telemetry.queue(survey)
        for news in parks.look(at: survey.parked) {
            switch news {
            case .parked(let domain): telemetry.domainParked(domain)
            case .back(let family): telemetry.domainBack(family)
            }
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
