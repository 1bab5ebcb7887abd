import Mail

/// One delivery's way through the house. EarlyExit early is an outcome, never an error that unwinds.
struct DeliveryAttempt: Sendable {
    let renderer: any Renderer
    let composer: Composer
    let relays: Relays
    /// What an attempt's end means, by the table of replies in force.
    let judge: @Sendable (Transmission.End) -> Verdict
    let issues: Issues
    let outbox: any Outbox
    let leases: LeaseGuard
    let journal: JournalWatch
    /// What a kind's definition is: asked once an attempt, so that one attempt has one answer however the templates change.
    let kinds: @Sendable (_ name: String) -> KindDefinition?
    /// The operator's word on each lane's patience.
    let overrides: [Lane: WorkerSettings.Retry]
    let telemetry: Telemetry
    let time: Time

    func run(_ held: ClaimedMessage) async -> AttemptResult {
        do throws(EarlyExit) {
            try leaveIfUnsettled(held.claimed)
            try leaveUnlessDue(held.claimed, held.claimed.status)
            let started = time.now()
            let definition = kinds(held.claimed.kind)
            let rules = RetryRules(definition, override: overrides[held.claimed.lane])
            let message = try await message(for: held.claimed, as: definition, by: rules)
            return try await send(message, held, time.now() - started, by: rules)
        } catch {
            return error.result
        }
    }

    /// Tries one relay after another, until something of the message has been said to one: from then on it is that one's.
    private func send(
        _ message: Message, _ held: ClaimedMessage, _ rendered: Duration, by rules: RetryRules
    ) async throws(EarlyExit) -> AttemptResult {
        var result = AttemptResult.released(held.claimed, Relays.noneReason)
        var tried: Set<Int> = []
        var connecting = Duration.zero
        while let pass = await relays.pass(for: held.claimed.lane, besides: tried) {
            do throws(EarlyExit) {
                try await leaveUnlessStillDue(held, rendered)
                if let fault = journal.fault ?? leases.fault { throw EarlyExit(result: .released(held.claimed, fault)) }
            } catch {
                relays.heard(.none, of: pass)
                throw error
            }
            var transmission = await relays.send(message, by: pass)
            journal.heard(transmission.end)
            transmission.connect += connecting
            let arrival = conclude(transmission, held.claimed, rendered, by: rules)
            relays.heard(arrival.news, of: pass)
            result = arrival.result
            guard transmission.isUnsaid else { break }
            tried.insert(pass.relay)
            connecting = transmission.connect
        }
        return result
    }
}

/// A message leaves before the relay sees it.
struct EarlyExit: Error {
    let result: AttemptResult
}

/// Where an attempt ended, and what it found out about the relay.
struct JudgedAttempt: Sendable {
    let result: AttemptResult
    let news: RelayFeedback
}
