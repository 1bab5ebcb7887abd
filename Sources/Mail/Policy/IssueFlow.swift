/// The minutes of an issue on its way, for `IssuePlan`.
struct IssueFlow {
    static let secondsPerDay: Int64 = 86_400
    /// Further than this no plan looks.
    private static let longest: Int64 = 366 * secondsPerDay

    private struct Part {
        var provider: IssuePlan.Provider
        var left: Int
        /// Minutes for which each ceiling held it back.
        var held: [IssuePlan.Ceiling: Int64] = [:]
    }

    private var parts: [Part]
    private let ceilings: IssuePlan.Ceilings
    /// In seconds since the epoch.
    private var now: Int64
    private let start: Int64
    private var day: Int64
    private var warmedToday: Int
    private var relayedToday = 0

    init(readers: [String: Int], from moment: Timestamp, under ceilings: IssuePlan.Ceilings) {
        parts = readers.filter { $0.value > 0 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { Part(provider: IssuePlan.Provider(name: $0.key, readers: $0.value), left: $0.value) }
        self.ceilings = ceilings
        start = moment.seconds
        now = moment.seconds
        day = moment.seconds / Self.secondsPerDay
        warmedToday = ceilings.warmUp?.madeToday ?? 0
    }

    /// Who is done when, and why not earlier.
    var providers: [IssuePlan.Provider] {
        parts.map { part in
            var provider = part.provider
            provider.ceiling = IssuePlan.Ceiling.allCases.filter { part.held[$0] != nil }
                .max { part.held[$0, default: 0] < part.held[$1, default: 0] }
            return provider
        }
    }

    mutating func run(opens: (Timestamp) -> Timestamp) {
        while parts.contains(where: { $0.left > 0 }), now - start < Self.longest {
            let opening = opens(Timestamp(seconds: now)).seconds
            if opening > now {
                wait(until: opening, becauseOf: .window)
                continue
            }
            turnDay()
            let budget = budget
            if budget.most <= 0, let ceiling = budget.ceiling {
                wait(until: (day + 1) * Self.secondsPerDay, becauseOf: ceiling)
            } else {
                send(budget.most, budget.ceiling)
                now += 60
            }
        }
    }

    private mutating func wait(until moment: Int64, becauseOf ceiling: IssuePlan.Ceiling) {
        let minutes = max((moment - now) / 60, 1)
        for index in parts.indices where parts[index].left > 0 {
            parts[index].held[ceiling, default: 0] += minutes
        }
        now = max(moment, now + 60)
    }

    private mutating func turnDay() {
        guard now / Self.secondsPerDay != day else { return }
        day = now / Self.secondsPerDay
        (warmedToday, relayedToday) = (0, 0)
    }

    /// How many messages this minute may have, and which ceiling says so.
    private var budget: (most: Int, ceiling: IssuePlan.Ceiling?) {
        var limits: [(most: Int, ceiling: IssuePlan.Ceiling)] = []
        if let perMinute = ceilings.perMinute { limits.append((perMinute, .perMinute)) }
        if let perSecond = ceilings.relayPerSecond { limits.append((perSecond * 60, .relayRate)) }
        if let limit = ceilings.warmUp?.limit(onDay: day) { limits.append((max(limit - warmedToday, 0), .warmUp)) }
        if let perDay = ceilings.relayPerDay { limits.append((max(perDay - relayedToday, 0), .relayQuota)) }
        guard let least = limits.min(by: { $0.most < $1.most }) else { return (.max, nil) }
        return (least.most, least.ceiling)
    }

    /// Deals a minute's messages out among the providers, each up to its pace, and in proportion where there are not enough for all.
    private mutating func send(_ most: Int, _ ceiling: IssuePlan.Ceiling?) {
        let wanted = parts.map { min($0.left, ceilings.paces[$0.provider.name] ?? $0.left) }
        let sum = wanted.reduce(0, +)
        var rest = min(sum, most)
        let share = sum > most ? Double(most) / Double(sum) : 1
        // So much of the minute it takes to send them all, where all together have a pace.
        let busy = most == .max ? 0 : 60 * rest / max(most, 1)
        for index in parts.indices.reversed() where parts[index].left > 0 {
            // Rounded up and from the smallest on, so that whoever has little is not left to the last.
            let count = min(Int((Double(wanted[index]) * share).rounded(.up)), wanted[index], rest)
            rest -= count
            parts[index].left -= count
            if parts[index].left == 0 {
                let isPaced = count > 0 && ceilings.paces[parts[index].provider.name] != nil
                let pace = ceilings.paces[parts[index].provider.name] ?? count
                let seconds = isPaced ? max(60 * count / max(pace, 1), busy) : 60
                parts[index].provider.done = Timestamp(seconds: now + Int64(max(min(seconds, 60), 1)))
            } else {
                let isShort = count < wanted[index]
                parts[index].held[isShort ? ceiling ?? .pace : .pace, default: 0] += 1
            }
        }
        let made = min(sum, most) - rest
        warmedToday += made
        relayedToday += made
    }
}
