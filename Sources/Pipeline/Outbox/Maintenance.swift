import Mail

/// Brings due mail to the ready table, counts what waits, and removes what is over.
struct Maintenance: Sendable {
    private static let promotion: Duration = .seconds(1)
    private static let surveying: Duration = .seconds(5)
    private static let tidying: Duration = .seconds(600)

    let database: Database
    let claimer: Claimer
    let telemetry: Telemetry
    let time: Time

    /// Promotes, surveys and tidies until cancelled.
    func run() async {
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
}
