import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The relays' quotas in the database", .timeLimit(.minutes(2)))
struct RelayQuotaTests {
    private func ask(_ wanted: Int, ceiling: Int, _ lane: Lane = .transactional) -> QuotaPurse.Ask {
        QuotaPurse.Ask(lane: lane, wanted: wanted, ceiling: ceiling)
    }

    /// Moves what was reserved into the past.
    private func age(_ fixture: OutboxFixture, by interval: String) async throws {
        try await fixture.sql.execute("update facteur.relay_quota set period = period - interval '\(interval)'")
    }

    @Test("Slices are given until the quota is reached, and the rest of it where that is less")
    func reserved() async throws {
        let fixture = try await OutboxFixture.make()
        let quotas = PostgresQuotas(fixture.database.settings)
        var counts: [Int] = []
        for _ in 0..<5 { counts.append(try await quotas.reserve(ask(4, ceiling: 10), of: "news", perDay: 10).count) }
        #expect(counts == [4, 4, 2, 0, 0])
        // Another relay's is its own.
        let other = try await quotas.reserve(ask(4, ceiling: 10), of: "main", perDay: 10)
        #expect(other.count == 4)
        #expect(other.lasts > .zero && other.lasts <= .seconds(600))
        let full = try await quotas.reserve(ask(4, ceiling: 10), of: "news", perDay: 10)
        #expect(full.opensIn > .hours(24) && full.opensIn <= .hours(24) + .seconds(1200), "\(full.opensIn)")
    }

    @Test("Bulk mail stops at its part, and transactional mail has the rest")
    func ceilings() async throws {
        let fixture = try await OutboxFixture.make()
        let quotas = PostgresQuotas(fixture.database.settings)
        var counts: [Int] = []
        for (lane, ceiling) in [(Lane.bulk, 9), (.bulk, 9), (.transactional, 10), (.transactional, 10)] {
            counts.append(try await quotas.reserve(ask(5, ceiling: ceiling, lane), of: "main", perDay: 10).count)
        }
        #expect(counts == [5, 4, 1, 0])
        let told = try #require(try await OutboxAdministration(fixture.database.settings).relayQuotas().first)
        #expect(told.relay == "main" && told.perDay == 10 && told.used == 10)
        #expect(told.bulkOpens != nil && told.opens != nil)
    }

    @Test("It counts any 24 hours, and twenty minutes for periods and replies; what is older is forgotten")
    func rolling() async throws {
        let fixture = try await OutboxFixture.make()
        let quotas = PostgresQuotas(fixture.database.settings)
        _ = try await quotas.reserve(ask(6, ceiling: 10), of: "news", perDay: 10)
        try await age(fixture, by: "12 hours")
        _ = try await quotas.reserve(ask(6, ceiling: 10), of: "news", perDay: 10)
        let full = try await quotas.reserve(ask(1, ceiling: 10), of: "news", perDay: 10)
        #expect(full.count == 0 && full.opensIn > .hours(12) && full.opensIn <= .hours(12) + .seconds(1200))
        try await age(fixture, by: "12 hours")
        #expect(try await quotas.reserve(ask(1, ceiling: 10), of: "news", perDay: 10).count == 0)
        try await age(fixture, by: "20 minutes")
        #expect(try await quotas.reserve(ask(7, ceiling: 10), of: "news", perDay: 10).count == 6)
        try await age(fixture, by: "3 days")
        #expect(try await quotas.reserve(ask(1, ceiling: 10), of: "news", perDay: 10).count == 1)
        #expect(try await fixture.value("select count(*) from facteur.relay_quota") == "1")
    }

    @Test("What is given back is there for others")
    func returned() async throws {
        let fixture = try await OutboxFixture.make()
        let quotas = PostgresQuotas(fixture.database.settings)
        let grant = try await quotas.reserve(ask(10, ceiling: 10), of: "news", perDay: 10)
        var purse = QuotaPurse(perDay: 2_000, lanes: [.bulk])
        purse.want(.bulk)
        for ask in purse.asks(at: .zero) { _ = purse.granted(grant, to: ask, askedAt: .zero) }
        for _ in 0..<3 { _ = purse.take(.bulk, at: .zero) }
        for rest in purse.close() { try await quotas.giveBack(rest, of: "news") }
        #expect(try await fixture.value("select sum(taken) from facteur.relay_quota") == "3")
        #expect(try await quotas.reserve(ask(10, ceiling: 10), of: "news", perDay: 10).count == 7)
    }

    @Test("Workers that ask at the same moment never have more than there is")
    func together() async throws {
        let fixture = try await OutboxFixture.make()
        let settings = fixture.database.settings
        let ask = ask(7, ceiling: 500)
        let total = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let quotas = PostgresQuotas(settings)
                    var sum = 0
                    for _ in 0..<30 { sum += try await quotas.reserve(ask, of: "news", perDay: 500).count }
                    return sum
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(total == 500)
        #expect(try await fixture.value("select sum(taken) from facteur.relay_quota") == "500")
    }
}

extension Duration {
    fileprivate static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
}
