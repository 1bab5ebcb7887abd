import Mail
import Postgres
import Testing

@testable import facteur

@Suite("A plan for people")
struct IssuePlanReportTests {
    @Test("It says who gets it, when each provider is done, what holds it back, and who is left out and why")
    func lines() throws {
        let now = try #require(Timestamp(rfc3339: "2026-12-01T08:00:00Z"))
        let audience = [
            ("orange", "fr-FR", "reader", 1200), ("google", "fr-FR", "reader", 500), ("google", "en", "reader", 100),
            ("other", "fr-FR", "unsubscribed", 30), ("other", "fr-CA", "unsubscribed", 1),
            ("orange", "fr-FR", "paused", 2),
        ].map { OutboxAdministration.Audience(provider: $0, locale: $1, standing: $2, readers: $3) }
        let plan = IssuePlan(
            readers: audience.readers(by: \.provider), from: now,
            under: IssuePlan.Ceilings(paces: ["orange": 600, "google": 1200]))
        let report = IssuePlanReport(
            subject: "Les tasses sont de retour", list: "lettre", window: "tue-thu 9-18", plan: plan, audience: audience
        )
        #expect(
            report.lines(time: LocalTime(now: now, offset: { _ in 3600 })) == [
                "Les tasses sont de retour", "", "list      lettre", "readers   1800", "begins    09:00:00 (now)",
                "done      about 09:02:00 (in 2 min)", "window    tue-thu 9-18", "",
                "provider  readers  done about  held back by",
                "orange    1200     09:02:00    newsletter.pace.orange", "google    600      09:00:30    nothing", "",
                "in        fr-FR 1700, en 100", "left out  unsubscribed 31, paused 2",
            ])
    }

    @Test("Where nobody gets it, there are no languages, and it says why")
    func nobody() throws {
        let now = try #require(Timestamp(rfc3339: "2026-12-01T08:00:00Z"))
        let audience = [
            OutboxAdministration.Audience(provider: "orange", locale: "fr-FR", standing: "paused", readers: 2)
        ]
        let plan = IssuePlan(
            readers: audience.readers(by: \.provider), from: now, under: IssuePlan.Ceilings(paces: [:]))
        let report = IssuePlanReport(subject: "Les tasses", list: "lettre", window: nil, plan: plan, audience: audience)
        let lines = report.lines(time: LocalTime(now: now, in: .paris))
        #expect(lines.contains("readers   0") && lines.suffix(2) == ["", "left out  paused 2"], "\(lines)")
    }

    @Test("Relays are a ceiling where each that serves newsletters has one, and then their sum")
    func relays() throws {
        let outbox = OutboxAdministration.Ceilings(
            paces: ["orange": 600, "all": 3000], warmUpBeginsIn: -2, warmUpFirst: 500, warmUpGrowth: 1.3, madeToday: 7)
        let now = Timestamp(seconds: 1_795_439_100)
        let ceilings = IssuePlan.Ceilings(outbox, [], now: now)
        #expect(ceilings.paces == ["orange": 600] && ceilings.perMinute == 3000)
        #expect(ceilings.warmUp?.from == now + .seconds(-2 * 86_400) && ceilings.warmUp?.madeToday == 7)
        #expect(ceilings.relayPerSecond == nil && ceilings.relayPerDay == nil)
        for (second, sum) in [("perSecond: 5", 15), ("weight: 1", nil)] as [(String, Int?)] {
            let file = SettingsFile(
                path: "f.yaml",
                text: """
                    mail: {from: a@shop.example}
                    smtp:
                      relays:
                        one: {url: 'smtp://one.example:587', perSecond: 10}
                        two: {url: 'smtp://two.example:587', \(second)}
                        three: {url: 'smtp://three.example:587', perSecond: 99, serves: [transactional]}
                    """)
            let settings = try SettingsReader.read(file, for: .templates, environment: [:])
            #expect(IssuePlan.Ceilings(outbox, ConfiguredRelay.all(settings), now: now).relayPerSecond == sum)
        }
    }
}
