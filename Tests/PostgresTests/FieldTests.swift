import FoundationEssentials
import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What subscriptions say of their readers", .timeLimit(.minutes(2)))
struct FieldTests {
    /// Fields as a shop may give them, and what is said of them; nil: they are taken.
    static let given: [(fields: String, fault: String?)] = [
        (#"{"city": "Lyon", "points": 12.5, "vip": true, "gone": null}"#, nil), ("[]", nil), ("{}", nil),
        (#"{"note": "  "}"#, nil), (#"{"f_2": "é"}"#, nil),
        ("[1]", "fields is not a JSON object"), ("3", "fields is not a JSON object"),
        (#"{"City": "a"}"#, #"field "City" is no name"#), (#"{"2nd": "a"}"#, #"field "2nd" is no name"#),
        (#"{"": "a"}"#, #"field "" is no name"#), (#"{"é": "a"}"#, #"field "é" is no name"#),
        (#"{"\#(String(repeating: "a", count: 41))": "a"}"#, " is no name"),
        (#"{"name": "a"}"#, "field name means something else"),
        (#"{"unsubscribe_link": "a"}"#, "field unsubscribe_link means something else"),
        (#"{"city": ["a"]}"#, "field city is not a text"), (#"{"city": {"a": 1}}"#, "field city is not a text"),
        (#"{"preferences_link": "a"}"#, "field preferences_link means something else"),
        (#"{"city": 1234567890123456}"#, "field city is a number of more than 15 digits"),
        (#"{"city": "a\nb"}"#, "field city holds a line break"),
        (#"{"city": "\u202ea"}"#, "field city holds a control"),
        (#"{"city": "\udb80\udc00"}"#, "field city holds a private character"),
        (#"{"city": "\#(String(repeating: "é", count: 201))"}"#, "field city is longer than 200 characters"),
        ("{" + (1...21).map { "\"f\($0)\": 1" }.joined(separator: ",") + "}", "fields are more than 20"),
        (
            "{" + (1...20).map { "\"f\($0)\": \"\(String(repeating: "é", count: 200))\"" }.joined(separator: ",") + "}",
            "fields are larger than 4 KiB"
        ),
    ]

    @Test("Fields that no issue could say are refused, with their name", arguments: given)
    func refused(fields: String, fault: String?) async throws {
        let fixture = try await OutboxFixture.make()
        let call = "facteur.subscribe('a@b.test', 'lettre', fields => $1::jsonb)"
        let line = await refusal { _ = try await fixture.value(call, [Value(fields)]) }
        if let fault { #expect(line?.contains(fault) == true, "\(line ?? "taken")") } else { #expect(line == nil) }
    }

    @Test("Given fields replace those of their names, a null takes one away, and the rest stays")
    func merged() async throws {
        let fixture = try await OutboxFixture.make()
        func subscribe(_ fields: String) async throws -> String? {
            try await fixture.value("facteur.subscribe('a@b.test', 'lettre', fields => '\(fields)')")
        }
        let stored = "select fields::text from facteur.subscription"
        #expect(try await subscribe(#"{"city": "Lyon", "points": 3}"#) == "true")
        #expect(try await subscribe(#"{"city": "Lyon"}"#) == "false")
        #expect(try await subscribe(#"{"city": "Lille", "points": null}"#) == "true")
        #expect(try await fixture.value(stored) == #"{"city": "Lille"}"#)
        #expect(try await fixture.value("facteur.subscribe('a@b.test', 'lettre', 'fr', 'Anne')") == "false")
        _ = try await fixture.value("facteur.unsubscribe('a@b.test', 'lettre')")
        #expect(try await subscribe(#"{"vip": true}"#) == "true")
        #expect(try await fixture.value(stored) == #"{"vip": true, "city": "Lille"}"#)
        #expect(try await subscribe(#"{"vip": null, "city": ""}"#) == "true")
        #expect(try await fixture.value(stored) == nil)
        let tooMany = "{" + (1...20).map { "\"f\($0)\": 1" }.joined(separator: ",") + "}"
        #expect(try await subscribe(tooMany) == "true")
        let line = await refusal { _ = try await subscribe(#"{"city": "Lyon"}"#) }
        #expect(line == "fields are more than 20")
    }

    @Test("An issue says what some reader of its list carries; other names are refused with those that are known")
    func known() async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.value("facteur.subscribe('a@b.test', 'nouveautes', fields => '{\"city\": \"Lyon\"}')")
        _ = try await fixture.value("facteur.subscribe('a@b.test', 'autre', fields => '{\"ville\": \"Lyon\"}')")
        for (content, fault) in [
            (#"{"subject": "{{city|chez vous}}", "markdown": "{{salutation}} \\{{x}}"}"#, nil),
            (
                #"{"subject": "S", "markdown": "{{ville}}"}"#,
                "content markdown holds {{ville}}, and no reader of the list carries it"
            ),
            (
                #"{"fr": {"subject": "S", "markdown": "M"}, "fr-CA": {"subject": "S", "preheader": "{{#vip}}a{{/vip}}", "markdown": "M"}}"#,
                "preheader holds {{#vip}}, and no reader of the list carries it"
            ),
            (#"{"subject": "{{Name}}", "markdown": "M"}"#, "content subject holds {{Name}}, which is no placeholder"),
            (#"{"subject": "S", "markdown": "{{#city}}"}"#, "holds {{#city}} without {{/city}}"),
            (#"{"subject": "S", "markdown": "[a](https://{{city}}.a.test)"}"#, "in the host of a link"),
            (
                #"{"subject": "S", "markdown": "![a](https://a.test/{{city}})"}"#,
                "a picture whose address differs by reader"
            ),
            (
                #"{"subject": "S", "markdown": ":::image\nalt: a\nsource: https://a.test/{{city}}\n:::"}"#,
                "a picture whose address differs by reader"
            ),
            (
                #"{"subject": "S", "markdown": ":::product\nlink: https://a.test/{{city}}\npicture: https://a.test/a.png\n:::"}"#,
                nil
            ),
            (
                #"{"subject": "S", "markdown": "![a][B] ![c] [d][e]\n\n[b]: https://a.test/{{city}}"}"#,
                "a picture whose address differs by reader"
            ),
            (#"{"subject": "S", "markdown": "![a][b] [d][e]\n\n[e]: https://a.test/{{city}}"}"#, nil),
            (#"{"subject": "S", "markdown": "[a]({{city}})"}"#, "a link that differs by reader"),
            (#"{"subject": "S", "markdown": "[a]\n\n[a]: {{city}}"}"#, "a link that differs by reader"),
            (#"{"subject": "S", "markdown": ":::button\nlink: {{city}}\na\n:::"}"#, "a link that differs by reader"),
            (#"{"subject": "S", "markdown": ":::button\nlink: {{view_link}}\na\n:::"}"#, nil),
            (#"{"subject": "S", "markdown": "[a]({{preferences_link}})"}"#, nil),
            (
                #"{"subject": "S", "text": "T", "html": "<img alt='' src='https://a.test/{{name}}'>"}"#,
                "a picture whose address differs by reader"
            ),
        ] as [(String, String?)] {
            let line = await refusal {
                _ = try await fixture.value("facteur.create_newsletter('nouveautes', $1::jsonb)", [Value(content)])
            }
            if let fault { #expect(line?.contains(fault) == true, "\(line ?? "taken")") } else { #expect(line == nil) }
        }
    }

    @Test("A worker is told a reader's fields where the issue says them, and nothing elsewhere")
    func claimed() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        _ = try await fixture.value("facteur.subscribe('a@b.test', 'nouveautes', fields => '{\"city\": \"Lyon\"}')")
        _ = try await fixture.value("facteur.subscribe('b@b.test', 'nouveautes')")
        for content in [#"{"subject": "S", "text": "{{city}}"}"#, #"{"subject": "S", "text": "{{name}} \\{{city}}"}"#] {
            _ = try await fixture.value("facteur.create_newsletter('nouveautes', $1::jsonb)", [Value(content)])
            while try await worker.expandIssues() == .zero {}
            let claimed = try await worker.claim(.bulk, limit: 10)
            let told = Dictionary(claimed.map { ($0.recipient, $0.parameters) }) { first, _ in first }
            let says = content.contains(#""{{city"#)
            #expect(told == ["a@b.test": says ? #"{"city": "Lyon"}"# : "{}", "b@b.test": "{}"])
        }
    }

    @Test("An import gives fields to the new and to those who were there, and takes nothing from anybody")
    func imported() async throws {
        let fixture = try await OutboxFixture.make()
        let operators = OutboxAdministration(fixture.database.settings)
        _ = try await fixture.value("facteur.subscribe('a@b.test', 'lettre', fields => '{\"city\": \"Lyon\"}')")
        _ = try await fixture.value("facteur.subscribe('c@b.test', 'lettre')")
        _ = try await fixture.value("facteur.unsubscribe('c@b.test', 'lettre')")
        let rows = [
            OutboxAdministration.Subscriber(line: 2, email: "a@b.test", fields: ["birthday": "12 mai"]),
            OutboxAdministration.Subscriber(line: 3, email: "b@b.test", fields: ["city": "Lille"]),
            OutboxAdministration.Subscriber(line: 4, email: "c@b.test", fields: ["city": "Nice"]),
            OutboxAdministration.Subscriber(line: 5, email: "d@b.test", fields: ["Ville": "Nice"]),
        ]
        for round in 0..<2 {
            let intake = try await operators.takeIn(rows, list: "lettre", source: "salon")
            #expect(intake.added == (round == 0 ? 1 : 0))
            #expect(intake.known == (round == 0 ? 2 : 3))
            #expect(intake.faults.map(\.line) == [5])
        }
        let list = try await operators.subscriptions(of: "lettre", after: 0, limit: 10)
        #expect(list.map(\.said) == [["city": "Lyon", "birthday": "12 mai"], [:], ["city": "Lille"]])
        #expect(list.map(\.status) == ["subscribed", "unsubscribed", "subscribed"])
        #expect(try await operators.fields(of: "lettre").contains("birthday"))
    }

    @Test("Whole documents as frameworks and services export them are taken; what no letter may hold is refused")
    func documents() async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.value(
            "facteur.subscribe('a@b.test', 'nouveautes', fields => '{\"city\": \"Lyon\", \"vip\": true}')")
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "TemplatesTests/Newsletters")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let html = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let content = "jsonb_build_object('subject', 'S', 'text', 'T', 'html', $1::text)"
            let line = await refusal {
                _ = try await fixture.value("facteur.create_newsletter('nouveautes', \(content))", [Value(html)])
            }
            #expect(line == nil, "\(name): \(line ?? "")")
        }
        for (html, fault) in [
            ("<p>a</p>", nil), ("1 < 2 and a <3", nil), ("<style>a{}</style>", "holds <style>"),
            ("<p><!-- a</p>", "a comment that does not end"),
            ("<!--><script>a</script>-->", "holds <script>"), ("<!-- a --!><script>a</script>-->", "holds <script>"),
            ("<!--[if mso]><script>a</script><![endif]-->", "holds <script>"),
            ("<html><body>a", "is a document without </body>"),
            ("<a href='javascript:a'>b</a>", "holds a link"), ("<a href='{{view_link}}'>b</a>", nil),
            ("<p style='position : fixed'>a</p>", "holds a style"),
            ("<img src='https://a.test/b.png'>", "holds a picture without alt"),
            ("<!doctype html><html><head><style>@import 'a';</style></head><body>a</body></html>", "holds a style"),
        ] as [(String, String?)] {
            let said = try await fixture.value("facteur.html_fault($1::text)", [Value(html)])
            #expect(fault.map { said?.contains($0) == true } ?? (said == nil), "\(html): \(said ?? "taken")")
        }
    }
}
