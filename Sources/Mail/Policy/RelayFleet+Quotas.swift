extension RelayFleet {
    /// A slice of a relay's quota to be reserved in the database.
    package struct QuotaAsk: Sendable, Hashable {
        /// The relay's name in the settings.
        package let relay: String
        package let perDay: Int
        package let ask: QuotaPurse.Ask
        fileprivate let account: Int
    }

    /// A part of a slice to be given back.
    package struct QuotaRest: Sendable, Hashable {
        package let relay: String
        package let rest: QuotaPurse.Rest
    }

    /// A lane for which a relay has used up its quota.
    package struct SpentQuota: Sendable, Hashable {
        package let relay: String
        package let lane: Lane
        package let perDay: Int
        package let until: Duration
    }

    /// The slices to be reserved now.
    package mutating func quotaAsks(at now: Duration) -> [QuotaAsk] {
        accounts.indices.flatMap { number -> [QuotaAsk] in
            guard let name = accounts[number].terms.name, let perDay = accounts[number].purse?.perDay else { return [] }
            let asks = accounts[number].purse?.asks(at: now) ?? []
            return asks.map { QuotaAsk(relay: name, perDay: perDay, ask: $0, account: number) }
        }
    }

    /// Takes in what the database said to an ask; nil where it did not answer. What is told once: that a quota is used up.
    package mutating func heard(_ grant: QuotaGrant?, to ask: QuotaAsk, askedAt: Duration, at now: Duration)
        -> SpentQuota?
    {
        guard let grant else {
            accounts[ask.account].purse?.failed(ask.ask, at: now)
            return nil
        }
        guard accounts[ask.account].purse?.granted(grant, to: ask.ask, askedAt: askedAt) == true else { return nil }
        return spentQuotas(at: now).first { $0.relay == ask.relay && $0.lane == ask.ask.lane }
    }

    /// What can no longer be spent, to be given back.
    package mutating func quotaRests(at now: Duration) -> [QuotaRest] { takeRests { $0?.rests(at: now) } }

    /// All that was reserved: the worker stops.
    package mutating func closeQuotas() -> [QuotaRest] { takeRests { $0?.close() } }

    /// When something is to be asked for or given back; nil while nothing is known to be.
    package func nextQuotaLook(at now: Duration) -> Duration? {
        accounts.compactMap { $0.purse?.nextLook(at: now) }.min()
    }

    /// The lanes for which a relay has used up its quota, and until when.
    package func spentQuotas(at now: Duration) -> [SpentQuota] {
        accounts.flatMap { account in
            Lane.allCases.compactMap { lane in
                guard account.lanes.contains(lane), let purse = account.purse, let name = account.terms.name,
                    case .full(let until) = purse.standing(lane, at: now)
                else { return nil }
                return SpentQuota(relay: name, lane: lane, perDay: purse.perDay, until: until)
            }
        }
    }

    private mutating func takeRests(_ take: (inout QuotaPurse?) -> [QuotaPurse.Rest]?) -> [QuotaRest] {
        accounts.indices.flatMap { number -> [QuotaRest] in
            guard let name = accounts[number].terms.name else { return [] }
            return (take(&accounts[number].purse) ?? []).map { QuotaRest(relay: name, rest: $0) }
        }
    }
}
