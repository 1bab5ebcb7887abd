import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Somebody who had themselves erased", .timeLimit(.minutes(3)))
struct ErasureTests {
    private static let person = "camille@client.test"

    private func fixture() async throws -> (OutboxFixture, PostgresOutbox, PersonRecords) {
        let fixture = try await OutboxFixture.make()
        return (fixture, try await fixture.worker(), PersonRecords(fixture.database.settings))
    }

    @Test("Waiting mail is cancelled wherever it waits: due, later, held, in doubt; nothing of it goes out")
    func waiting() async throws {
        let (fixture, worker, records) = try await fixture()
        let doubtful = try await fixture.enqueue(Self.person)
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .inDoubt) })
        let held = try await fixture.enqueue(Self.person)
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .held) })
        let due = try await fixture.enqueue("Camille@CLIENT.test")
        let later = try await fixture.enqueue(Self.person, ", send_at => now() + interval '1 hour'")
        let other = try await fixture.enqueue("marie@client.test")
        #expect(try await records.count(Self.person).waiting == 4)
        let erasure = try await records.erase(Self.person, reason: "asked")
        #expect(erasure.counts["cancelled"] == 4 && erasure.counts["messages"] == 4)
        for message in [doubtful, held, due, later] { #expect(try await fixture.state(message) == "cancelled") }
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.transactional, limit: 10).map(\.lease.message) == [other])
        #expect(try await fixture.value("select count(*) from facteur.message_secret") == "1")
    }

    @Test(
        "What is being sent keeps its lease until its outcome is stored; then it is erased, and went out once",
        arguments: [Outcome.sent, .deferred(delay: .seconds(60)), .failed(suppress: true), .released, .inDoubt])
    func underWay(outcome: Outcome) async throws {
        let (fixture, worker, records) = try await fixture()
        let message = try await fixture.enqueue(Self.person)
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        let first = try await records.erase(Self.person, reason: nil)
        #expect(first.underWay == 1)
        #expect(try await fixture.state(message) == "sending")
        #expect(try await worker.status(of: [claimed.lease], in: .transactional).values.contains(.due))
        #expect(try await worker.settle([Settlement(claimed, outcome)]).isEmpty)
        let second = try await records.erase(Self.person, reason: nil, proof: first.proof)
        #expect(second.underWay == 0 && second.proof == first.proof)
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.transactional, limit: 1).isEmpty)
        #expect(
            try await fixture.value("select count(*) from facteur.message where recipient = $1", [Value(Self.person)])
                == "0")
        #expect(try await fixture.value("select count(*) from facteur.suppression") == "0")
        #expect(try await fixture.value("select count(*) from facteur.erasure") == "1")
        let state = outcome == .sent ? "sent" : outcome == .failed(suppress: true) ? "failed" : "cancelled"
        #expect(try await fixture.state(message) == state)
    }

    @Test("A worker that dies with it loses nothing: the lease is taken back, and the message is cancelled")
    func deadWorker() async throws {
        let (fixture, worker, records) = try await fixture()
        let message = try await fixture.enqueue(Self.person)
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(try await records.erase(Self.person, reason: nil).underWay == 1)
        _ = try await fixture.successor(of: worker)
        #expect(try await records.erase(Self.person, reason: nil).underWay == 0)
        #expect(try await fixture.state(message) == "cancelled")
        // Its word that the relay had taken it comes too late to bring anybody back.
        #expect(try await worker.settle([Settlement(claimed, .sent)]) == [claimed.lease])
        #expect(try await fixture.value("select recipient from facteur.message") == "erased@erased.invalid")
    }

    @Test("What failed cannot be sent again to nobody")
    func retry() async throws {
        let (fixture, worker, records) = try await fixture()
        let message = try await fixture.value(
            "facteur.enqueue('account-updated', $1, '{\"changes\": [\"a\"]}')", [Value(Self.person)])
        _ = try await worker.settle(
            try await worker.claim(.transactional, limit: 1).map { Settlement($0, .failed(suppress: false)) })
        _ = try await records.erase(Self.person, reason: nil)
        let operators = OutboxAdministration(fixture.database.settings)
        let id = try fixture.id(message)
        let fault = await refusal { try await operators.retry(id) }
        #expect(fault?.contains("enqueue it anew") == true, "\(fault ?? "")")
    }

    @Test(
        "No import brings them back, neither as a reader nor as one who left; they themselves come back by subscribing")
    func imports() async throws {
        let (fixture, _, records) = try await fixture()
        let operators = OutboxAdministration(fixture.database.settings)
        try await fixture.subscribe([Self.person], to: "lettre")
        _ = try await records.erase(Self.person, reason: nil)
        for status in [OutboxAdministration.Subscriber.Status.subscribed, .pending, .unsubscribed] {
            let row = OutboxAdministration.Subscriber(line: 2, email: "CAMILLE@client.test", status: status)
            let intake = try await operators.takeIn([row], list: "lettre", source: "salon")
            #expect(intake.added == 0 && intake.left == 0 && intake.skipped == 1)
            #expect(intake.faults.first?.fault.contains("had themselves erased") == true)
        }
        #expect(
            try await fixture.value(
                "select count(*) from facteur.subscription where address = $1", [Value(Self.person)]) == "0")
        // An order that they place later is confirmed.
        try await fixture.enqueue(Self.person)
        #expect(try await fixture.value("facteur.subscribe($1, 'lettre')", [Value(Self.person)]) == "true")
        let row = OutboxAdministration.Subscriber(line: 2, email: Self.person)
        #expect(try await operators.takeIn([row], list: "lettre", source: "salon").known == 1)
        #expect(try await records.export(Self.person).contains("\"returned_at\": \"2"))
    }

    @Test("Where a list asks for a confirmation the question brings nobody back, and the answer does")
    func confirmed() async throws {
        let (fixture, _, records) = try await fixture()
        let confirmation = KindDefinition(
            name: "newsletter-confirmation", lane: .transactional,
            parameters: [
                ParameterDefinition(name: "list", type: .string, isRequired: true, isSecret: false),
                ParameterDefinition(name: "confirm_link", type: .url, isRequired: true, isSecret: true),
            ],
            retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"])
        try await PostgresInstallation(fixture.database.settings).publish(OutboxFixture.kinds + [confirmation])
        try await fixture.publish()
        _ = try await records.erase(Self.person, reason: nil)
        _ = try await fixture.value("facteur.set_list('lettre', 'La lettre', true)")
        let isKeptOut = "facteur.was_erased('\(Self.person)')"
        _ = try await fixture.value("facteur.subscribe($1, 'lettre')", [Value(Self.person)])
        #expect(try await fixture.value(isKeptOut) == "true")
        _ = try await fixture.value("select facteur.confirm_by_token(token) from facteur.subscription")
        #expect(try await fixture.value(isKeptOut) == "false")
    }

    @Test(
        "A report that comes later changes nothing of theirs and brings no address back, of a known message or of none",
        arguments: [true, false])
    func lateReport(isKnown: Bool) async throws {
        let (fixture, worker, records) = try await fixture()
        let message = try await fixture.enqueue(Self.person)
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .sent) })
        _ = try await records.erase(Self.person, reason: nil)
        let reference = isKnown ? "[\"\(message)\"]" : "[]"
        for event in ["bounced", "complained"] {
            let effect = try await fixture.value(
                """
                select effect from facteur.take_report('mail', '\(event)', jsonb_build_object('event', '\(event)',
                    'messages', $1::jsonb, 'recipient', $2::text, 'code', 550, 'enhanced', '5.1.1',
                    'reply', '<camille@client.test>: unknown', 'suppress', true))
                """, [Value(reference), Value(Self.person)])
            #expect(effect == (isKnown ? "noted" : "unknown"))
        }
        #expect(try await fixture.state(message) == "sent")
        #expect(try await fixture.value("select count(*) from facteur.suppression") == "0")
        #expect(
            try await fixture.value("select count(*) from facteur.report where recipient is null and reply = ''") == "2"
        )
    }

    @Test("Words about others keep what they say of others; an address within a longer one is another's")
    func mentions() async throws {
        let (fixture, worker, records) = try await fixture()
        for word in [
            Self.person, "x\(Self.person)", "\(Self.person).evil", "Camille@Client.test,", "jean-\(Self.person)",
        ] {
            _ = try await fixture.value(
                "facteur.enqueue('account-updated', 'marie@client.test', jsonb_build_object('changes', jsonb_build_array($1::text)))",
                [Value(word)])
        }
        // To somebody else, and not sent yet: nobody takes a word out of it.
        #expect(try await records.erase(Self.person, reason: nil).named == 2)
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 10).map { Settlement($0, .sent) })
        let second = try await records.erase(Self.person, reason: nil)
        #expect(second.named == 0 && second.counts["mentions"] == 2)
        #expect(
            try await fixture.value(
                "select string_agg(parameters -> 'changes' ->> 0, ' ' order by sequence) from facteur.message")
                == "erased@erased.invalid xcamille@client.test camille@client.test.evil erased@erased.invalid, jean-camille@client.test"
        )
    }

    @Test("What an application's own key keeps from being sent twice it still does")
    func dedup() async throws {
        let (fixture, worker, records) = try await fixture()
        let first = try await fixture.enqueue(Self.person, ", dedup_key => 'order-4711'")
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .sent) })
        _ = try await records.erase(Self.person, reason: nil)
        #expect(try await fixture.enqueue(Self.person, ", dedup_key => 'order-4711'") == first)
    }

    @Test("Who was erased only an address that is known beforehand can tell, and no role reads the key")
    func hash() async throws {
        let (fixture, _, records) = try await fixture()
        _ = try await records.erase(Self.person, reason: "letter from camille@client.test")
        #expect(try await fixture.value("select reason from facteur.erasure") == "letter from erased@erased.invalid")
        #expect(try await fixture.value("select octet_length(person) from facteur.erasure") == "32")
        // HMAC-SHA-256, as another program has it.
        let pads = try #require(
            try await fixture.value(
                "select encode(inner_pad, 'hex') || ' ' || encode(outer_pad, 'hex') from facteur.erasure_key"))
        let words = pads.split(separator: " ")
        let code = """
            import hmac, hashlib, sys
            key = bytes(b ^ 0x36 for b in bytes.fromhex("\(words[0])"))
            assert key[32:] == bytes(32) and key == bytes(b ^ 0x5c for b in bytes.fromhex("\(words[1])"))
            print(hmac.new(key, b"camille@client.test", hashlib.sha256).hexdigest())
            """
        let expected = try run("python3 -", input: code)
        #expect(try await fixture.value("select encode(person, 'hex') from facteur.erasure") == expected)
        for role in ["facteur_operator", "facteur_worker", "facteur_producer", "facteur_web", "facteur_bounce"] {
            for table in ["erasure_key", "erasure"] {
                let fault = await refusal {
                    try fixture.database.psql("begin; set local role \(role); table facteur.\(table);")
                }
                #expect(fault?.contains("permission denied") == true, "\(role) \(table)")
            }
        }
    }

    @Test("Of an address that is none nothing is said or done; of one that nobody has, a proof that there was nothing")
    func nobody() async throws {
        let (fixture, _, records) = try await fixture()
        #expect(await refusal { _ = try await records.export("camille") } == "address has no @")
        #expect(await refusal { _ = try await records.erase("camille", reason: nil) } == "address has no @")
        #expect(try await records.erase("personne@client.test", reason: nil).counts.values.allSatisfy { $0 == 0 })
        #expect(try await fixture.value("select count(*) from facteur.erasure") == "1")
    }

    @Test("A link of a mail that they got leads nowhere")
    func oldLink() async throws {
        let (fixture, _, records) = try await fixture()
        try await fixture.subscribe([Self.person])
        let token = try #require(try await fixture.value("select token from facteur.subscription"))
        _ = try await records.erase(Self.person, reason: nil)
        let subscriptions = PostgresSubscriptions(fixture.database.settings)
        #expect(try await subscriptions.subscription(token: token) == nil)
        #expect(try await subscriptions.resubscribe(token: token) == false)
    }
}
