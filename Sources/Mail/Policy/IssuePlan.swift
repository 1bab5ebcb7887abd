/// How an issue would go out to its readers: when each provider will be done, and what holds it back. Works out minute by minute what the
/// outbox will do, from counts and limits alone.
package struct IssuePlan: Sendable, Hashable {
    /// What decides when a provider's readers have the issue.
    package enum Ceiling: String, Sendable, Hashable, CaseIterable, Encodable {
        /// `newsletter.pace` of the provider.
        case pace
        /// `newsletter.perMinute`, for all providers together.
        case perMinute = "per_minute"
        /// `newsletter.warmUpFrom` and its growth.
        case warmUp = "warm_up"
        /// The hours in which the list, or the issue, may be sent.
        case window
        /// What the relays take in a second (`smtp.relays.*.perSecond`).
        case relayRate = "relay_rate"
        /// What they take in a day (`smtp.relays.*.perDay`).
        case relayQuota = "relay_quota"
    }

    /// What holds newsletters back; nil for no limit.
    package struct Ceilings: Sendable, Hashable {
        /// Messages a minute by provider.
        package var paces: [String: Int]
        package var perMinute: Int?
        package var warmUp: WarmUp?
        package var relayPerSecond: Int?
        package var relayPerDay: Int?

        package init(
            paces: [String: Int] = [:], perMinute: Int? = nil, warmUp: WarmUp? = nil, relayPerSecond: Int? = nil,
            relayPerDay: Int? = nil
        ) {
            self.paces = paces
            self.perMinute = perMinute
            self.warmUp = warmUp
            self.relayPerSecond = relayPerSecond
            self.relayPerDay = relayPerDay
        }
    }

    /// One provider's part.
    package struct Provider: Sendable, Hashable {
        package var name: String
        package var readers: Int
        /// nil where it takes more than a year.
        package var done: Timestamp?
        /// nil where nothing holds it back.
        package var ceiling: Ceiling?
    }

    /// The one with most readers first.
    package let providers: [Provider]
    /// When the first readers get it.
    package let begins: Timestamp

    package var readers: Int { providers.reduce(0) { $0 + $1.readers } }
    /// When all have it; nil where that takes more than a year.
    package var done: Timestamp? {
        providers.contains { $0.done == nil } ? nil : providers.compactMap(\.done).max() ?? begins
    }

    /// - Parameters:
    ///   - readers: How many there are, by provider.
    ///   - moment: From when on it may go out.
    ///   - opens: The moment itself where mail may go out then, else the next at which it may.
    package init(
        readers: [String: Int], from moment: Timestamp, under ceilings: Ceilings,
        opens: (Timestamp) -> Timestamp = { $0 }
    ) {
        begins = opens(moment)
        var flow = IssueFlow(readers: readers, from: moment, under: ceilings)
        flow.run(opens: opens)
        providers = flow.providers
    }
}

extension IssuePlan {
    /// A new sender's first days: so many messages on the first, so many times more on each further one, in UTC.
    package struct WarmUp: Sendable, Hashable {
        /// A moment of its first day.
        package var from: Timestamp
        package var first: Int
        package var growth: Double
        /// On the day of the plan's first moment, by other mail.
        package var madeToday: Int

        package init(from: Timestamp, first: Int, growth: Double, madeToday: Int) {
            self.from = from
            self.first = first
            self.growth = growth
            self.madeToday = madeToday
        }

        /// How many messages a day may have, counted from 1970; nil for as many as there are, as long before it and when no sender could reach it.
        func limit(onDay day: Int64) -> Int? {
            let number = day - from.seconds / IssueFlow.secondsPerDay
            guard number >= 0 else { return nil }
            var limit = Double(first)
            for _ in 0..<min(number, 366) {
                limit *= growth
                if limit > 1e9 { return nil }
            }
            return Int(limit)
        }
    }
}
