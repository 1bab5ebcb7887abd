/// Answers that tell nothing by the time they take: whether an address is known shows in no millisecond.
struct EvenPace: Sendable {
    /// All take one of these, and what takes longer a whole number of them.
    var step: Duration = .seconds(1)

    func answer<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let answer = try await work()
            try await clock.sleep(until: start + time(for: clock.now - start))
            return answer
        } catch {
            try await clock.sleep(until: start + time(for: clock.now - start))
            throw error
        }
    }

    /// How long an answer takes of which the work took so long.
    func time(for work: Duration) -> Duration { step * max(1, Int((work / step).rounded(.up))) }
}
