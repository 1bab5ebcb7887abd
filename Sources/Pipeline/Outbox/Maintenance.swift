import Mail

/// Brings due mail to the ready table, takes back leases on which nobody works, makes the messages of issues, counts what waits, and removes
/// what is over. Each is a task and a statement of its own: one that fails or is slow is said, and holds up none of the others.
struct Maintenance: Sendable {
    private static let releasing = Interval(usual: .seconds(2), quiet: .seconds(15))
    private static let surveying = Interval(usual: .seconds(5), quiet: .seconds(15))
    /// Between two steps that make mail ready, at the least.
    private static let promotionPause: Duration = .milliseconds(50)
    private static let countingReports: Duration = .seconds(60)
    private static let takingVitals = Interval(usual: .seconds(15), quiet: .seconds(30))
    private static let lookingForQuiet = Interval(usual: .seconds(5), quiet: .seconds(15))
    private static let tidying: Duration = .seconds(600)
    /// Between two batches of old rows.
    private static let tidyingPause: Duration = .milliseconds(100)

    let outbox: any Outbox
    let watch: OutboxWatch
    let claimer: Claimer
    let telemetry: Telemetry
    let time: Time
    /// Called each time a while without mail begins, with whether it is the first.
    let onQuiet: @Sendable (Bool) -> Void
    private let promotions: [(Promotion, signal: WakeUp)]

    /// `bulkProgress` rings when a newsletter's messages were claimed, for there may be room for its next ones, and when some have ended: after
    /// its first ones it waits for what becomes of them.
    init(
        outbox: any Outbox, watch: OutboxWatch, claimer: Claimer, bulkProgress: WakeUp, telemetry: Telemetry,
        time: Time, onQuiet: @escaping @Sendable (Bool) -> Void
    ) {
        self.outbox = outbox
        self.watch = watch
        self.claimer = claimer
        self.telemetry = telemetry
        self.time = time
        self.onQuiet = onQuiet
        promotions = Promotion.allCases.map { ($0, $0 == .issues ? bulkProgress : WakeUp()) }
    }

    /// How often something is done; `quiet` while nothing has been going on for a while.
    private struct Interval {
        let usual: Duration
        let quiet: Duration
    }

    /// What makes mail ready.
    private enum Promotion: CaseIterable {
        case transactional, bulk, issues

        /// Quiet, mail for a later moment may be late by so much where wake-ups do not come through.
        var interval: Interval { Interval(usual: .seconds(1), quiet: .seconds(self == .transactional ? 5 : 10)) }
        /// Where they do, which is the rule, this is for what another worker left behind.
        static let woken: Duration = .seconds(20)

        func step(_ outbox: any Outbox) async throws(OutboxError) -> Duration? {
            switch self {
            case .transactional: try await outbox.promoteDue(.transactional)
            case .bulk: try await outbox.promoteDue(.bulk)
            case .issues: try await outbox.expandIssues()
            }
        }
    }

    /// Something may be due sooner than was known: looks at once.
    func wake() {
        for (_, signal) in promotions { signal.ring() }
    }

    /// Goes on until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for (promotion, signal) in promotions { group.addTask { await self.promote(promotion, signal) } }
            group.addTask { await self.releaseLeases() }
            group.addTask { await self.survey() }
            group.addTask { await self.countReports() }
            group.addTask { await self.takeVitals() }
            group.addTask { await self.tidy() }
            group.addTask { await self.tellOfQuiet() }
        }
    }

    /// Takes a step that makes mail ready, and the next one when it said that there is more, or when there may be.
    private func promote(_ promotion: Promotion, _ signal: WakeUp) async {
        var wasDue = false
        while !Task.isCancelled {
            let next = await ask { () throws(OutboxError) in try await promotion.step(outbox) } ?? nil
            // What has come due or was made just now need not wait for the next poll.
            if wasDue || (promotion == .issues && next == .zero) { await claimer.wake() }
            wasDue = next.map { $0 < promotion.interval.usual } ?? false
            let longest = await pause(promotion)
            await time.sleep(Self.promotionPause)
            let wait = min(next ?? longest, longest) - Self.promotionPause
            if wait > .zero { await signal.wait(atMost: wait, by: time) }
        }
    }

    private func pause(_ promotion: Promotion) async -> Duration {
        await claimer.isQuiet && outbox.hearsWakeUps ? Promotion.woken : await pause(promotion.interval)
    }

    private func pause(_ interval: Interval) async -> Duration {
        await claimer.isQuiet ? interval.quiet : interval.usual
    }

    private func releaseLeases() async {
        while !Task.isCancelled {
            await ask { () throws(OutboxError) in try await outbox.releaseDeadWorkers() }
            await ask { () throws(OutboxError) in try await outbox.releaseStrays() }
            await time.sleep(await pause(Self.releasing))
        }
    }

    private func tidy() async {
        while !Task.isCancelled {
            await time.sleep(Self.tidying.spread(by: time.jitter()))
            while !Task.isCancelled, await ask({ () throws(OutboxError) in try await outbox.tidy() }) == true {
                await time.sleep(Self.tidyingPause)
            }
        }
    }

    private func tellOfQuiet() async {
        var (wasQuiet, isFirst) = (false, true)
        while !Task.isCancelled {
            let isQuiet = await claimer.isQuiet
            if isQuiet, !wasQuiet {
                if !outbox.hearsWakeUps { await ask { () throws(OutboxError) in try await outbox.tryWakeUps() } }
                onQuiet(isFirst)
                isFirst = false
            }
            wasQuiet = isQuiet
            await time.sleep(await pause(Self.lookingForQuiet))
        }
    }

    /// Says how the queue stands, and what has changed about parked domains.
    private func survey() async {
        var parks = ParkWatch()
        while !Task.isCancelled {
            if let survey = await ask({ () throws(OutboxError) in try await outbox.survey() }) {
                telemetry.queue(survey)
                for change in parks.look(at: survey.parked) {
                    switch change {
                    case .parked(let domain): telemetry.domainParked(domain)
                    case .back(let family): telemetry.domainBack(family)
                    }
                }
            }
            await time.sleep(await pause(Self.surveying))
        }
    }

    /// Says how many reports came back lately, and how much limits dropped.
    private func countReports() async {
        while !Task.isCancelled {
            if let counts = await ask({ () throws(OutboxError) in try await outbox.recentReports() }) {
                telemetry.reports(counts)
            }
            if let counts = await ask({ () throws(OutboxError) in
                try await outbox.limitedLately(within: Self.countingReports)
            }) {
                telemetry.limited(counts, within: Self.countingReports)
            }
            await time.sleep(Self.countingReports)
        }
    }

    /// Says how the database and the workers around it are.
    private func takeVitals() async {
        var watch = SnapshotWatch()
        while !Task.isCancelled {
            if let vitals = await ask({ () throws(OutboxError) in try await outbox.vitals() }) {
                telemetry.vitals(vitals, watch.held(by: vitals.snapshotHolder, at: time.now()))
            }
            await time.sleep(await pause(Self.takingVitals))
        }
    }

    /// nil when the database is away, or when the statement failed, which is said.
    @discardableResult
    private func ask<Answer: Sendable>(
        _ question: () async throws(OutboxError) -> Answer
    ) async -> Answer? {
        watch.isLost || Task.isCancelled ? nil : try? await question()
    }
}
