import Mail

/// Takes in reports, as the role `facteur_bounce`, which may do nothing else, or as `facteur_web`.
package final class PostgresReports: ReportStore {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) { session = DatabaseSession(settings: settings) }

    package func take(
        _ report: Report, source: String, key: String, suppress: Bool
    ) async throws(OutboxError) -> ReportEffect {
        let values = [Value(source), Value(key), Value(report.json(suppress: suppress))]
        let effects = try await session.rows(Statement.takeReport, values) { row throws(OutboxError) in
            ReportEffect(
                try row.required("effect", ReportEffect.Kind.init(rawValue:)),
                message: row.text("message").flatMap { MessageID($0) }, messageKind: row.text("kind"),
                lane: row.text("lane").flatMap(Lane.init(rawValue:)), recipient: row.text("recipient"),
                newsletter: row.text("newsletter").flatMap { MessageID($0) })
        }
        guard let effect = effects.first else {
            throw .statement("database: a report came to nothing: report it with the server's log")
        }
        return effect
    }
}

extension Report {
    /// The report as `facteur.take_report` takes it. PostgreSQL's text has no NUL.
    fileprivate func json(suppress: Bool) -> String {
        func text(_ text: String?) -> String {
            text.map { JSONText.string(String($0.filter { $0 != "\0" }.prefix(1000))) } ?? "null"
        }
        let messages = references.messages.map { text($0.id.description) }.joined(separator: ",")
        let members = [
            ("event", text(event.rawValue)), ("messages", "[\(messages)]"),
            ("issue", text(references.issue?.description)), ("token", text(references.token)),
            ("recipient", text(recipient)), ("code", code.map(String.init) ?? "null"), ("enhanced", text(enhanced)),
            ("reply", text(self.text)), ("reporter", text(reporter)), ("suppress", String(suppress)),
        ]
        return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }
}
