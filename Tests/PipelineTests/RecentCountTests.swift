import Testing

@testable import Pipeline

@Suite("How much went out in the last minute")
struct RecentCountTests {
    struct Case: Sendable {
        /// Seconds at which something happened.
        let at: [Double]
        let now: Double
        let count: Int
    }

    @Test(
        "What is older than a minute does not count",
        arguments: [
            Case(at: [], now: 5, count: 0), Case(at: [1, 1.9, 2], now: 2, count: 3), Case(at: [1], now: 60, count: 1),
            Case(at: [1], now: 61, count: 0), Case(at: [1, 30, 59], now: 89, count: 2),
            Case(at: [1, 2, 3], now: 100_000, count: 0), Case(at: [1, 121, 122], now: 122, count: 2),
        ])
    func count(example: Case) {
        var recent = RecentCount()
        for second in example.at { recent.add(at: .seconds(second)) }
        #expect(recent.count(at: .seconds(example.now)) == example.count)
    }

    @Test("A clock that goes back loses nothing")
    func backwards() {
        var recent = RecentCount()
        recent.add(at: .seconds(10))
        recent.add(at: .seconds(9))
        #expect(recent.count(at: .seconds(10)) == 2)
    }
}
