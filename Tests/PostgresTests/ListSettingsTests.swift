import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What a list and an issue have of their own", .timeLimit(.minutes(2)))
struct ListSettingsTests {
    typealias Change = OutboxAdministration.ListChange

    @Test("What is set is shown and stays until it is set anew; none takes it away")
    func set() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings)
        func list() async throws -> OutboxAdministration.List { try #require(try await outbox.lists().first) }
        try await outbox.setList(
            "lettre",
            Change(
                title: "La lettre", sender: "La lettre <lettre@b.test>", replyTo: "aide@b.test", locale: "fr_CA",
                isPublic: true,
                window: "tue-thu 9-18"))
        try await outbox.setList("lettre", Change(listID: "lettre.b.test"))
        var found = try await list()
        #expect(
            found.sender == "La lettre <lettre@b.test>" && found.replyTo == "aide@b.test" && found.locale == "fr-CA")
        #expect(found.isPublic && found.window == "tue-thu 9-18" && found.title == "La lettre")
        #expect(found.listID == "lettre.b.test")
        try await outbox.setList(
            "lettre", Change(sender: "none", replyTo: "none", locale: "none", isPublic: false, window: "none"))
        found = try await list()
        #expect(found.sender == nil && found.replyTo == nil && found.locale == nil && found.window == nil)
        #expect(!found.isPublic && found.title == "La lettre")
    }

    @Test(
        "What no letter could have is refused, and nothing of it is set",
        arguments: [
            (Change(sender: "lettre"), "sender has an address that has no @"),
            (Change(replyTo: "é@b.test"), "reply_to has an address with a letter beyond ASCII"),
            (Change(sender: "a@b.test, c@d.test"), "sender has"), (Change(locale: "de"), "there are fr"),
            (Change(locale: "?"), "locale is not a language tag"),
            (Change(window: "lun 9-18"), "window is none such as"),
        ])
    func refused(change: Change, words: String) async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings)
        var change = change
        change.title = "Titre"
        let line = await refusal { try await outbox.setList("lettre", change) }
        #expect(line?.contains(words) == true, "\(line ?? "taken")")
        #expect(try await outbox.lists().isEmpty)
    }

    @Test("An issue has what is its own, and else what is its list's")
    func issue() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let own = Change(
            title: "La lettre", listID: "l.b.test", sender: "Lettre <l@b.test>", replyTo: "r@b.test", locale: "fr")
        try await OutboxAdministration(fixture.database.settings).setList("nouveautes", own)
        let usual = try await worker.issue(try await fixture.createNewsletter())
        #expect(
            usual?.list
                == StoredIssue.List(
                    name: "nouveautes", title: "La lettre", listID: "l.b.test", sender: "Lettre <l@b.test>",
                    replyTo: "r@b.test",
                    locale: "fr"))
        let options =
            #"{"sender": "Salon <salon@b.test>", "replyTo": "s@b.test", "locale": "fr-CA", "title": "Salon", "window": "none"}"#
        let special = try await worker.issue(try await fixture.createNewsletter(", options => '\(options)'"))
        #expect(
            special?.list
                == StoredIssue.List(
                    name: "nouveautes", title: "La lettre", listID: "l.b.test", shownTitle: "Salon",
                    sender: "Salon <salon@b.test>",
                    replyTo: "s@b.test", locale: "fr-CA"))
    }

    @Test("Words without a language tag are in the list's own language; others keep theirs")
    func tags() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe(["a@b.test"])
        let plain = try await fixture.createNewsletter()
        let untouched = try await worker.issue(plain)?.content
        #expect(untouched?.contains("\"fr\"") == false)
        try await OutboxAdministration(fixture.database.settings).setList("nouveautes", Change(locale: "fr"))
        #expect(try await worker.issue(plain)?.content == untouched.map { "{\"fr\": \($0)}" })
        let tagged = try fixture.id(
            try await fixture.value(
                #"facteur.create_newsletter('nouveautes', '{"fr-CA": {"subject": "S", "text": "T"}}')"#))
        #expect(try await worker.issue(tagged)?.content.hasPrefix(#"{"fr-CA":"#) == true)
    }

    @Test(
        "Options that no issue has are refused with what is wrong",
        arguments: [
            (#"{"windo": "9-18"}"#, "windo is unknown; there are locale"),
            (#"{"window": "9-9"}"#, "window is none such as"),
            (#"{"window": null}"#, "window is not a text"), (#"{"sender": 3}"#, "sender is not a text"),
            (#"{"sender": "x"}"#, "has no @"), (#"{"replyTo": "a@b.test, c@d.test"}"#, "replyTo has"),
            (#"{"locale": "de"}"#, "there are fr"), (#"{"title": " "}"#, "title is empty"),
            (#"{"title": "a\nb"}"#, "title holds a line break"), ("[]", "options is not a JSON object"),
        ])
    func options(json: String, words: String) async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        let line = await refusal { _ = try await fixture.createNewsletter(", options => '\(json)'") }
        #expect(line?.contains(words) == true, "\(line ?? "taken")")
        #expect(try await fixture.value("select count(*) from facteur.newsletter") == "0")
    }

    @Test("Without options an issue is made as ever, by place or by name", arguments: ["null", "'{}'", "'null'"])
    func noOptions(options: String) async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        let words = #"'{"subject": "S", "text": "T"}'"#
        let application = try fixture.user("shop")
        for call in [
            "'nouveautes', \(words)", "'nouveautes', \(words), now(), 'key'",
            "list => 'nouveautes', content => \(words)",
            "'nouveautes', \(words), now(), null, \(options)",
        ] {
            #expect(try await application.value("facteur.create_newsletter(\(call))") != nil)
        }
        #expect(try await fixture.value("select count(*) from facteur.newsletter where options is null") == "4")
    }
}
