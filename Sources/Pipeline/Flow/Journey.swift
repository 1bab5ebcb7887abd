import Mail

/// One delivery's way through the house. Leaving early is an outcome, never an error that unwinds.
struct Journey: Sendable {
    let renderer: any Renderer
    let composer: Composer
    let carrier: any Carrier
    /// What an attempt's end means, by the table of replies in force.
    let judge: @Sendable (Transmission.End) -> Verdict
    let issues: Issues
    let database: Database
    let journal: JournalWatch
    let patience: Patience
    let telemetry: Telemetry
    let time: Time

    func run(_ held: Held) async -> Arrival {
        do throws(Leaving) {
            try leaveUnlessDue(held.claimed, held.claimed.standing)
            let started = time.now()
            let letter = try await render(held.claimed)
            let message = try compose(letter, held.claimed)
            let rendered = time.now() - started
            try await leaveUnlessStillDue(held, rendered)
            if let fault = journal.fault { throw Leaving(ending: .released(held.claimed, fault)) }
            let transmission = await carrier.send(message)
            journal.heard(transmission.end)
            return conclude(transmission, held.claimed, rendered)
        } catch {
            return Arrival(ending: error.ending, news: .none)
        }
    }
}

/// A message leaves before the relay sees it.
struct Leaving: Error {
    let ending: Ending
}

/// Where a journey ended, and what it found out about the relay.
struct Arrival: Sendable {
    let ending: Ending
    let news: RelayNews
}

/// What one attempt says of the relay.
enum RelayNews: Sendable, Hashable {
    /// Nothing: it was not asked.
    case none
    /// It spoke, and did its part, whatever became of the message.
    case works(relay: String)
    /// It, or the way to it, is at fault: every other message would meet the same.
    case fails(relay: String, reason: String)
}
