import Testing

@testable import Mail

@Suite("How an issue would go out")
struct IssuePlanTests {
    /// Midnight in UTC.
    private static let start = Timestamp(seconds: 20_788 * 86_400)

    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var readers: [String: Int]
        var ceilings: IssuePlan.Ceilings
        /// From when to when of each day it may go out, in hours of UTC.
        var hours: Range<Int64>?
        /// By provider: seconds until it is done, nil for more than a year; and what held it back.
        var expected: [String: (Int64?, IssuePlan.Ceiling?)]

        var testDescription: String { name }
    }

    private static let day: Int64 = 86_400

    static let cases = [
        Case(
            name: "nobody", readers: ["orange": 0], ceilings: IssuePlan.Ceilings(), expected: [:]),
        Case(
            name: "nothing holds it back", readers: ["orange": 500, "other": 7], ceilings: IssuePlan.Ceilings(),
            expected: ["orange": (60, nil), "other": (60, nil)]),
        Case(
            name: "each provider has its own pace", readers: ["orange": 1200, "google": 600, "other": 50],
            ceilings: IssuePlan.Ceilings(paces: ["orange": 600, "google": 1200]),
            expected: ["orange": (120, .pace), "google": (30, nil), "other": (60, nil)]),
        Case(
            name: "all share one pace", readers: ["orange": 600, "google": 600],
            ceilings: IssuePlan.Ceilings(paces: ["orange": 600, "google": 600], perMinute: 600),
            expected: ["orange": (120, .perMinute), "google": (120, .perMinute)]),
        Case(
            name: "a new sender's days grow", readers: ["other": 500 + 600 + 100],
            ceilings: IssuePlan.Ceilings(
                warmUp: IssuePlan.WarmUp(from: start, first: 500, growth: 1.2, madeToday: 0)),
            expected: ["other": (2 * day + 60, .warmUp)]),
        Case(
            name: "what other mail took of the first day", readers: ["other": 500],
            ceilings: IssuePlan.Ceilings(
                warmUp: IssuePlan.WarmUp(from: start, first: 500, growth: 1.2, madeToday: 1)),
            expected: ["other": (day + 60, .warmUp)]),
        Case(
            name: "a warm-up that is to begin tomorrow", readers: ["other": 5000],
            ceilings: IssuePlan.Ceilings(
                warmUp: IssuePlan.WarmUp(from: start + .seconds(day), first: 500, growth: 1.2, madeToday: 0)),
            expected: ["other": (60, nil)]),
        Case(
            name: "a warm-up of long ago", readers: ["other": 5_000_000],
            ceilings: IssuePlan.Ceilings(
                warmUp: IssuePlan.WarmUp(from: start + .seconds(-300 * day), first: 500, growth: 1.3, madeToday: 0)),
            expected: ["other": (60, nil)]),
        Case(
            name: "the relays take so many a second", readers: ["other": 601],
            ceilings: IssuePlan.Ceilings(relayPerSecond: 5), expected: ["other": (180, .relayRate)]),
        Case(
            name: "the relays take so many a day", readers: ["other": 2500],
            ceilings: IssuePlan.Ceilings(relayPerDay: 1000), expected: ["other": (2 * day + 60, .relayQuota)]),
        Case(
            name: "the least of several holds it back", readers: ["other": 180],
            ceilings: IssuePlan.Ceilings(perMinute: 90, relayPerSecond: 1), expected: ["other": (180, .relayRate)]),
        Case(
            name: "it waits for its hours", readers: ["other": 30], ceilings: IssuePlan.Ceilings(), hours: 9..<18,
            expected: ["other": (9 * 3600 + 60, .window)]),
        Case(
            name: "its hours end before it does", readers: ["other": 60 * 60 + 1],
            ceilings: IssuePlan.Ceilings(perMinute: 60), hours: 9..<10,
            expected: ["other": (day + 9 * 3600 + 60, .window)]),
        Case(
            name: "more than a year", readers: ["other": 600_000], ceilings: IssuePlan.Ceilings(perMinute: 1),
            expected: ["other": (nil, .perMinute)]),
    ]

    @Test("Each provider's end, and what decides it", arguments: cases)
    func plan(example: Case) {
        let plan = IssuePlan(readers: example.readers, from: Self.start, under: example.ceilings) { moment in
            guard let hours = example.hours else { return moment }
            let second = moment.seconds % Self.day
            if hours.contains(second / 3600) { return moment }
            let next = second < hours.lowerBound * 3600 ? 0 : Self.day
            return Timestamp(seconds: moment.seconds - second + next + hours.lowerBound * 3600)
        }
        #expect(Set(plan.providers.map(\.name)) == Set(example.expected.keys))
        for provider in plan.providers {
            let (seconds, ceiling) = example.expected[provider.name] ?? (nil, nil)
            #expect(provider.done.map { $0.seconds - Self.start.seconds } == seconds, "\(provider.name)")
            #expect(provider.ceiling == ceiling, "\(provider.name)")
            #expect(provider.readers == example.readers[provider.name])
        }
        #expect(plan.begins.seconds - Self.start.seconds == (example.hours?.lowerBound ?? 0) * 3600)
    }

    @Test("It is done when its last provider is, and more readers never make it done earlier")
    func monotone() {
        let ceilings = IssuePlan.Ceilings(paces: ["orange": 60, "google": 90], perMinute: 100)
        var last = Self.start
        for count in stride(from: 1, to: 3000, by: 97) {
            let plan = IssuePlan(readers: ["orange": count, "google": count * 2], from: Self.start, under: ceilings)
            #expect(plan.done == plan.providers.compactMap(\.done).max())
            #expect(plan.readers == count * 3)
            // Within a minute the order in which providers get their share may turn.
            #expect(plan.done.map { $0 + .seconds(60) >= last } == true)
            last = plan.done ?? last
        }
    }
}
