import Mail

/// One delivery's way through the house. Leaving early is an outcome, never an error that unwinds.
struct Journey: Sendable {
    let renderer: any Renderer
    let composer: Composer
    let relays: Relays
    /// What an attempt's end means, by the table of replies in force.
    let judge: @Sendable (Transmission.End) -> Verdict
    let issues: Issues
    let database: Database
    let journal: JournalWatch
    let patience: Patience
    let telemetry: Telemetry
    let time: Time

    func run(_ held: Held) async -> Ending {
        do throws(Leaving) {
            try leaveUnlessDue(held.claimed, held.claimed.status)
            let started = time.now()
            let letter = try await render(held.claimed)
            let message = try compose(letter, held.claimed)
            let rendered = time.now() - started
            return try await send(message, held, rendered)
        } catch {
            return error.ending
        }
    }

    /// Tries one relay after another, until something of the message has been said to one: from then on it is that one's.
    private func send(_ message: Message, _ held: Held, _ rendered: Duration) async throws(Leaving) -> Ending {
        var ending = Ending.released(held.claimed, Relays.noneReason)
        var tried: Set<Int> = []
        var connecting = Duration.zero
        while let pass = await relays.pass(for: held.claimed.lane, besides: tried) {
            do throws(Leaving) {
                try await leaveUnlessStillDue(held, rendered)
                if let fault = journal.fault { throw Leaving(ending: .released(held.claimed, fault)) }
            } catch {
                relays.heard(.none, of: pass)
                throw error
            }
            var transmission = await relays.send(message, by: pass)
            journal.heard(transmission.end)
            transmission.connect += connecting
            let arrival = conclude(transmission, held.claimed, rendered)
            relays.heard(arrival.news, of: pass)
            ending = arrival.ending
            guard transmission.isUnsaid else { break }
            tried.insert(pass.relay)
            connecting = transmission.connect
        }
        return ending
    }
}

/// A message leaves before the relay sees it.
struct Leaving: Error {
    let ending: Ending
}

/// Where an attempt ended, and what it found out about the relay.
struct Arrival: Sendable {
    let ending: Ending
    let news: RelayNews
}
