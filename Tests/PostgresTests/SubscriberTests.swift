import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Lists and subscribers", .timeLimit(.minutes(2)))
struct SubscriberTests {
    private static let confirmation = KindDefinition(
        name: "newsletter-confirmation", lane: .transactional,
        parameters: [
            ParameterDefinition(name: "list", type: .string, isRequired: true, isSecret: false),
            ParameterDefinition(name: "confirm_link", type: .url, isRequired: true, isSecret: true),
        ],
        retry: nil, expiresAfter: .seconds(7 * 86400), inDoubt: .resend, locales: ["fr"])

    @Test("A list that asks for a confirmation has a subscriber only after the button of the mail (U11)")
    func doubleOptIn() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await PostgresInstallation(fixture.database.settings).publish(OutboxFixture.kinds + [Self.confirmation])
        try await fixture.publish()
        _ = try await fixture.value("facteur.set_list('lettre', 'La lettre', true)")
        #expect(try await fixture.value("facteur.subscribe('Zoe@b.test', 'lettre', name => 'Zoé')") == "true")
        // A form that is pressed again at once asks nobody again.
        #expect(try await fixture.value("facteur.subscribe('zoe@b.test', 'lettre')") == "false")
        let mail = try #require(try await worker.claim(.transactional, limit: 10).first)
        let token = try #require(try await fixture.value("select token from facteur.subscription"))
        #expect(mail.kind == "newsletter-confirmation" && mail.recipient == "Zoe@b.test")
        #expect(mail.parameters.contains("https://lettre.test/c/\(token)"))
        #expect(mail.parameters.contains("La lettre"))
        let facts = "select status || ' ' || (consented_at is null) from facteur.subscription"
        #expect(try await fixture.value(facts) == "pending true")
        let subscriptions = PostgresSubscriptions(fixture.database.settings)
        #expect(try await subscriptions.subscription(token: token)?.status == .pending)
        #expect(try await subscriptions.confirm(token: token))
        #expect(try await subscriptions.confirm(token: token) == false)
        #expect(try await fixture.value(facts) == "subscribed false")
        #expect(try await subscriptions.confirm(token: "inconnu") == false)
    }

    @Test("A list cannot ask for confirmations as long as nobody could answer them")
    func noConfirmation() async throws {
        let fixture = try await OutboxFixture.make()
        let first = await refusal { _ = try await fixture.value("facteur.set_list('lettre', null, true)") }
        #expect(
            first == "kind newsletter-confirmation is unknown: start a worker that has its template")
        try await PostgresInstallation(fixture.database.settings).publish(OutboxFixture.kinds + [Self.confirmation])
        let second = await refusal { _ = try await fixture.value("facteur.set_list('lettre', null, true)") }
        #expect(
            second
                == "web.publicUrl is not known: set it and start a worker, for the confirmation needs a link")
    }

    @Test("An import keeps what is in order, tells the rest by line, and may be repeated")
    func imports() async throws {
        let fixture = try await OutboxFixture.make()
        let operators = OutboxAdministration(fixture.database.settings)
        let rows = [
            OutboxAdministration.Subscriber(
                line: 2, email: "a@gmail.com", name: "Anne", locale: "fr-CA", consentedAt: "2024-05-01T00:00:00Z"),
            OutboxAdministration.Subscriber(line: 3, email: "rien"),
            OutboxAdministration.Subscriber(line: 4, email: "B@b.test", consentedAt: "hier"),
            OutboxAdministration.Subscriber(line: 5, email: "A@gmail.com"),
            OutboxAdministration.Subscriber(
                line: 6, email: "c@b.test", consentedAt: "2024-05-01T10:00:00Z", source: "salon 2023"),
        ]
        let first = try await operators.takeIn(rows, list: "lettre", source: "salon 2024")
        #expect(first.added == 2 && first.known == 1 && first.left == 0 && first.skipped == 2)
        #expect(first.faults.map(\.line) == [3, 4])
        #expect(first.faults.first?.fault == "email has no @")
        _ = try await fixture.value("facteur.unsubscribe('a@gmail.com', 'lettre')")
        let second = try await operators.takeIn(rows, list: "lettre", source: "salon 2024")
        #expect(second.added == 0 && second.known == 3)
        let facts =
            "select string_agg(concat_ws(' ', address, provider, locale, name, status, source, consented_at at time zone 'UTC'),"
            + " '; ' order by address) from facteur.subscription"
        #expect(
            try await fixture.value(facts)
                == "a@gmail.com google fr-CA Anne unsubscribed salon 2024 2024-05-01 00:00:00; "
                + "c@b.test other fr-FR subscribed salon 2023 2024-05-01 10:00:00")
    }

    /// Lines of one address, in their order, what becomes of it, and how each counts.
    static let severalLines: [(lines: [OutboxAdministration.Subscriber.Status], becomes: String, counts: [Int])] = [
        // added, known, left, skipped
        ([.subscribed], "subscribed", [1, 0, 0, 0]),
        ([.pending], "pending", [1, 0, 0, 0]),
        ([.unsubscribed], "unsubscribed", [0, 0, 1, 0]),
        ([.subscribed, .unsubscribed], "unsubscribed", [0, 1, 1, 0]),
        ([.unsubscribed, .subscribed, .pending], "unsubscribed", [0, 2, 1, 0]),
        ([.pending, .subscribed], "pending", [1, 1, 0, 0]),
    ]

    @Test("Of several lines the one that says that somebody has left counts", arguments: severalLines)
    func leavings(lines: [OutboxAdministration.Subscriber.Status], becomes: String, counts: [Int]) async throws {
        let fixture = try await OutboxFixture.make()
        let operators = OutboxAdministration(fixture.database.settings)
        let rows = lines.enumerated().map { index, status in
            OutboxAdministration.Subscriber(line: index, email: index == 0 ? "A@b.test" : "a@b.test", status: status)
        }
        let judged = try await operators.check(rows, list: "lettre", source: "x")
        #expect(judged.map(\.line) == Array(rows.indices) && judged.count(where: \.isChosen) == 1)
        #expect(try await fixture.value("select count(*) from facteur.list") == "0")
        let intake = try await operators.takeIn(rows, list: "lettre", source: "x")
        #expect([intake.added, intake.known, intake.left, intake.skipped] == counts)
        #expect(try await fixture.value("select status from facteur.subscription") == becomes)
    }

    @Test("Who left is kept out even where the rest of the line is wrong, and what is in the future is told")
    func faultyLeaving() async throws {
        let fixture = try await OutboxFixture.make()
        let operators = OutboxAdministration(fixture.database.settings)
        let rows = [
            OutboxAdministration.Subscriber(
                line: 2, email: "a@b.test", locale: "french", status: .unsubscribed, leftAt: "2024-05-01T00:00:00Z"),
            OutboxAdministration.Subscriber(
                line: 3, email: "b@b.test", status: .unsubscribed, leftAt: "2999-05-01T00:00:00Z"),
            OutboxAdministration.Subscriber(line: 4, email: "rien", status: .unsubscribed),
            OutboxAdministration.Subscriber(line: 5, email: "c@b.test", consentedAt: "2999-05-01T00:00:00Z"),
            OutboxAdministration.Subscriber(line: 6, email: "d@b.test", since: "2999-05-01T00:00:00Z"),
        ]
        let intake = try await operators.takeIn(rows, list: "lettre", source: "x")
        #expect([intake.added, intake.known, intake.left, intake.skipped] == [0, 0, 2, 3])
        #expect(intake.faults.map(\.line) == [2, 3, 4, 5, 6])
        #expect(intake.faults[3].fault == "consented_at is in the future")
        let facts =
            "select string_agg(concat_ws(' ', address, status, locale, unsubscribed_at < now() - interval '1 year'), ', ' "
            + "order by address) from facteur.subscription"
        #expect(
            try await fixture.value(facts) == "a@b.test unsubscribed fr-FR t, b@b.test unsubscribed fr-FR f")
    }
}
