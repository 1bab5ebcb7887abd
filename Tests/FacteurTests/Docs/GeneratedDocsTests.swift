import ArgumentParser
import Logging
import Mail
import Observability
import TestServers
import Testing

@testable import facteur

/// Renewed by `make docs`, which runs these tests with FACTEUR_WRITE_DOCS set.
@Suite("The documentation that is made of lists in the code", .serialized)
struct GeneratedDocsTests {
    @Test("deploy/facteur.yaml shows every setting")
    func exampleSettings() throws {
        try GeneratedText("deploy/facteur.yaml").expect(ExampleSettings(SettingsTable.sections).text)
    }

    @Test("The catalog that facteur doctor holds a schema against is what the migrations make", .timeLimit(.minutes(2)))
    func catalog() async throws {
        let database = try await TestDatabase.make()
        let objects = try Repository.text("Sources/Postgres/SQL/Statements/schema_objects.sql")
        let lines = try database.psql(
            """
            select 'version' || E'\\t' || current_setting('server_version_num')::integer / 10000;
            select concat_ws(E'\\t', o.kind, o.name, o.is_deparsed, o.definition) from (\(objects)) o;
            """)
        try GeneratedText("Sources/Postgres/SQL/Catalog/catalog.tsv").expect(lines + "\n")
    }

    @Test("docs/settings.md explains every setting")
    func settings() throws {
        try GeneratedText("docs/settings.md", part: "settings").expect(SettingsPage.tables(SettingsTable.sections))
    }

    @Test("docs/operations.md explains every outcome that ends a message")
    func outcomes() throws {
        var table = MarkdownTable("state", "meaning", "do")
        for outcome in Outcome.each where outcome.record.isEnd {
            let event = try #require(outcome.record.event.flatMap(Event.init(rawValue:)), "\(outcome)")
            table.add(["`\(outcome.record.word)`", event.definition.meaning, event.definition.advice])
        }
        try GeneratedText("docs/operations.md", part: "outcomes").expect(table.text)
    }

    @Test("docs/operations.md explains every log event")
    func events() throws {
        var table = MarkdownTable("event", "level", "means", "do")
        for event in Event.allCases {
            let definition = event.definition
            table.add([
                "`\(event.rawValue)`", definition.levels.map(\.rawValue).joined(separator: ", "), definition.meaning,
                definition.advice,
            ])
        }
        try GeneratedText("docs/operations.md", part: "events").expect(table.text)
    }

    @Test("docs/operations.md explains every field of a log line")
    func fields() throws {
        var table = MarkdownTable("field", "value", "means", "carried by")
        for field in EventField.allCases where field != .event {
            let events = Event.allCases.filter { $0.fields.contains(field) }.map { "`\($0.rawValue)`" }
            table.add(["`\(field.rawValue)`", field.form.rawValue, field.meaning, events.joined(separator: ", ")])
        }
        try GeneratedText("docs/operations.md", part: "fields").expect(table.text)
    }

    @Test("docs/operations.md explains every metric")
    func metrics() throws {
        var table = MarkdownTable("metric", "type", "labels", "unit", "counts")
        for metric in Metric.allCases {
            let definition = metric.definition
            table.add([
                "`\(metric.rawValue)`", definition.type.rawValue,
                definition.labels.map { "`\($0)`" }.joined(separator: ", "), definition.unit, definition.help,
            ])
        }
        try GeneratedText("docs/operations.md", part: "metrics").expect(table.text)
    }

    @Test("docs/commands.md shows the help of every command")
    func commands() throws {
        var text = ""
        for command in Facteur.all where command.type != Facteur.self && command.type.configuration.shouldDisplay {
            let help = withoutKeys(Facteur.helpMessage(for: command.type, columns: 110))
            let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.isEmpty ? "" : "    \(line)"
            }
            text += "## facteur \(command.path.joined(separator: " "))\n\n\(lines.joined(separator: "\n"))\n\n"
        }
        while text.hasSuffix("\n\n") { text.removeLast() }
        try GeneratedText("docs/commands.md", part: "commands").expect(text)
    }

    /// The help of `facteur run` lists all keys, as docs/settings.md does.
    private func withoutKeys(_ help: String) -> String {
        guard let keys = help.firstRange(of: "  \(SettingsTable.all[0].name)\n"),
            let end = help.firstRange(of: "Example: ")
        else { return help }
        return help[..<keys.lowerBound] + "(all keys, as in docs/settings.md)\n\n" + help[end.lowerBound...]
    }
}
