import ArgumentParser
import Mail
import Postgres
import Templates

/// `facteur newsletter plan FILE`
struct PlanNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Tells who would get an issue, when each provider is done, and what holds it back.",
        discussion: """
            Nothing is sent and nothing changed. The times are those of an issue that goes out alone, without refusals.

            Example: facteur newsletter plan lettre.md
            """)

    @Argument(help: "The issue's file.")
    var file: String

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let settings = try options.settings(for: .outbox)
        let hand = IssueAtHand(file, settings)
        let list = try hand.list()
        let begins = max(hand.sendAt ?? .now, .now)
        let audience = try await outbox.audience(of: list, at: begins)
        guard !audience.isEmpty else {
            throw CommandError.failed(
                "newsletter: \(list) has no reader, or is no list: facteur subscribers lists shows those that are there"
            )
        }
        var window = hand.issue.window?.value
        if window == nil { window = try await outbox.window(of: list) }
        let plan = IssuePlan(
            readers: audience.readers(by: \.provider), from: begins,
            under: IssuePlan.Ceilings(try await outbox.ceilings(), ConfiguredRelay.all(settings), now: .now),
            opens: IssueAtHand.opening(of: window, in: hand.zone))
        let report = IssuePlanReport(
            subject: hand.issue.editions.first?.subject ?? "", list: list, window: window, plan: plan,
            audience: audience)
        guard !answer.json else { return StandardOutput.write(try JSON.object(report)) }
        for line in report.lines(time: LocalTime(in: hand.zone)) { StandardOutput.write(line) }
    }
}

extension [OutboxAdministration.Audience] {
    /// Those who would get it, by what `key` says of them.
    func readers(by key: (OutboxAdministration.Audience) -> String) -> [String: Int] {
        reduce(into: [:]) { if $1.standing == "reader" { $0[key($1), default: 0] += $1.readers } }
    }
}

extension IssuePlan.Ceilings {
    /// What the outbox and the relays that serve newsletters let through. A relay without a limit makes that of the others none.
    init(_ outbox: OutboxAdministration.Ceilings, _ relays: [ConfiguredRelay], now: Timestamp) {
        let serving = relays.filter {
            $0.services.isEmpty || $0.services.contains("bulk") || $0.services.contains("newsletter")
        }
        func sum(_ limits: [Int?]) -> Int? {
            limits.isEmpty || limits.contains { $0 == nil } ? nil : limits.compactMap(\.self).reduce(0, +)
        }
        let warmUp = outbox.warmUpBeginsIn.map { days in
            IssuePlan.WarmUp(
                from: now + .seconds(days * 86_400), first: outbox.warmUpFirst, growth: outbox.warmUpGrowth,
                madeToday: outbox.madeToday)
        }
        self.init(
            paces: outbox.paces.filter { $0.key != "all" }, perMinute: outbox.paces["all"], warmUp: warmUp,
            relayPerSecond: sum(serving.map(\.perSecond)), relayPerDay: sum(serving.map(\.perDay)))
    }
}
