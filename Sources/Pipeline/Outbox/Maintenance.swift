import Mail

/// Brings due mail to the ready table, takes back leases on which nobody works, makes the messages of issues, counts what waits, and removes
/// what is over. Each is a task and a statement of its own: one that fails or is slow is said, and holds up none of the others.
struct Maintenance: Sendable {
    private static let promotion: Duration = .seconds(1)
    private static let releasing: Duration = .seconds(2)
    private static let surveying: Duration = .seconds(5)
    private static let tidying: Duration = .seconds(600)
    /// Between two batches of old rows.
    private static let tidyingPause: Duration = .milliseconds(100)

    let outbox: any Outbox
    let watch: OutboxWatch
    let claimer: Claimer
    let telemetry: Telemetry
    let time: Time

    /// Goes on until cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for lane in Lane.allCases {
                group.addTask {
                    await self.promote { () throws(OutboxError) in try await outbox.promoteDue(lane) }
                }
            }
            group.addTask { await self.promote { () throws(OutboxError) in try await outbox.expandIssues() } }
            group.addTask { await self.releaseLeases() }
            group.addTask { await self.survey() }
            group.addTask { await self.tidy() }
        }
    }

    /// Takes a step that makes mail ready, once a second, and sooner where it says that there is more.
    private func promote(_ step: @Sendable () async throws(OutboxError) -> Duration?) async {
        var wasDue = false
        while !Task.isCancelled {
            let next = await ask(step) ?? nil
            // What has come due just now need not wait for the next poll.
            if wasDue { await claimer.wake() }
            wasDue = next.map { $0 < Self.promotion } ?? false
            await time.sleep(min(max(next ?? Self.promotion, .milliseconds(50)), Self.promotion))
        }
    }

    private func releaseLeases() async {
        while !Task.isCancelled {
            await ask { () throws(OutboxError) in try await outbox.releaseDeadWorkers() }
            await ask { () throws(OutboxError) in try await outbox.releaseStrays() }
            await time.sleep(Self.releasing)
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
            await time.sleep(Self.surveying)
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
