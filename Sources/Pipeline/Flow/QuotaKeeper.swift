import Mail
import Synchronization

/// Reserves slices of the relays' quotas in the database before they are needed, and gives back what was not.
struct QuotaKeeper: Sendable {
    let relays: RelayPool
    /// nil where no relay has a quota.
    let store: (any QuotaStore)?
    let time: Time

    /// Until cancelled.
    func run() async {
        guard let store else { return }
        while !Task.isCancelled {
            for ask in relays.quotaAsks() {
                let asked = time.now()
                relays.heard(
                    try? await store.reserve(ask.ask, of: ask.relay, perDay: ask.perDay), to: ask, askedAt: asked)
            }
            await giveBack(relays.quotaRests(), to: store)
            await relays.quotaSignal.wait(atMost: relays.untilNextQuotaLook, by: time)
        }
    }

    /// Gives back all, the worker stops: what is not given back counts as spent.
    func close(within patience: Duration) async {
        guard let store else { return }
        let rests = relays.closeQuotas()
        _ = await finishes(within: patience, by: time) { await giveBack(rests, to: store) }
    }

    private func giveBack(_ rests: [RelayFleet.QuotaRest], to store: any QuotaStore) async {
        for rest in rests { try? await store.giveBack(rest.rest, of: rest.relay) }
    }
}

extension RelayPool {
    func quotaAsks() -> [RelayFleet.QuotaAsk] {
        let now = time.now()
        return state.withLock { $0.fleet.quotaAsks(at: now) }
    }

    /// What the database said; nil where it did not answer.
    func heard(_ grant: QuotaGrant?, to ask: RelayFleet.QuotaAsk, askedAt: Duration) {
        let now = time.now()
        let spent = state.withLock { $0.fleet.heard(grant, to: ask, askedAt: askedAt, at: now) }
        if let spent { telemetry.quotaSpent(spent, until: time.calendar() + (spent.until - now)) }
        review()
        wakeUp.ring()
    }

    func quotaRests() -> [RelayFleet.QuotaRest] {
        let now = time.now()
        return state.withLock { $0.fleet.quotaRests(at: now) }
    }

    func closeQuotas() -> [RelayFleet.QuotaRest] { state.withLock { $0.fleet.closeQuotas() } }

    var untilNextQuotaLook: Duration {
        let now = time.now()
        return state.withLock { $0.fleet.nextQuotaLook(at: now) }.map { max($0 - now, .zero) } ?? .seconds(3600)
    }
}
