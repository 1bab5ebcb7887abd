import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What an installation is set to", .timeLimit(.minutes(2)))
struct WarmUpTests {
    /// Settings as the file allows them, and how many of forty readers an issue's first day has room for.
    struct Case: Sendable, CustomTestStringConvertible {
        /// The first day of the warm-up, counted from today; nil for none.
        var day: Int?
        var first = 10
        var growth = 30
        var pace: [String: Int] = [:]
        var canary = 1000
        var made: Int

        var testDescription: String { "day \(day ?? 0), \(first) + \(growth) %, \(pace), canary \(canary)" }
    }

    static let cases = [
        Case(day: 0, made: 10),
        Case(day: -1, made: 13),
        Case(day: 1, made: 40),
        Case(day: -120, growth: 100, made: 40),
        Case(day: -60, first: 10_000_000, growth: 100, made: 40),
        Case(day: -3650, first: 1, growth: 1, made: 40),
        Case(day: -700_000, first: 5, growth: 0, made: 5),
        Case(day: -700_000, first: 10_000_000, growth: 100, made: 40),
        Case(day: 2_000_000, growth: 100, made: 40),
        Case(pace: ["all": 1], made: 1),
        Case(pace: ["all": 10_000_000], made: 40),
        Case(pace: ["google": 1], made: 40),
        Case(canary: 1, made: 1),
        Case(canary: 100_000, made: 40),
    ]

    @Test("Whatever the settings say, an issue goes on its way, and nothing overflows", arguments: cases)
    func settings(_ settings: Case) async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        var warmUp: Installation.WarmUp?
        if let day = settings.day {
            let from = try #require(try await fixture.value("(now() at time zone 'UTC')::date + \(day)"))
            warmUp = Installation.WarmUp(from: from, first: settings.first, growth: settings.growth)
        }
        try await fixture.publish(canary: settings.canary, pace: settings.pace, warmUp: warmUp)
        try await fixture.subscribe((1...40).map { "a\($0)@b.test" })
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let made = "select sum(made) from facteur.newsletter_progress"
        #expect(try await fixture.value(made) == String(settings.made))
    }

    @Test("What no settings file could say is refused when it is published, not when an issue is sent")
    func refused() async throws {
        let fixture = try await OutboxFixture.make()
        for change in [
            "canary = 0", "pause_above = 2", "warm_up_from = 'infinity'", "warm_up_first = 0", "warm_up_growth = 0",
            "warm_up_growth = 'NaN'",
        ] {
            let line = await refusal { try await fixture.sql.execute("update facteur.installation set \(change)") }
            #expect(line?.contains("23514") == true, "\(change)")
        }
    }
}
