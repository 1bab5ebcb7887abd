import Mail

/// The outbox as an operator sees and steers it, as the role `facteur_operator`.
package final class OutboxAdministration: Sendable {
    let session: DatabaseSession
    let settings: DatabaseSettings

    /// Who sits before the program, `marie@mail1`: what changes leave in the audit table.
    let person: String?

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings, person: String? = nil) {
        session = DatabaseSession(settings: settings)
        self.settings = settings
        self.person = person
    }

    /// One message with all its attempts, what was reported of it and done to it, and why it is where it is; nil when it is unknown.
    package func life(of message: MessageID) async throws(OutboxError) -> MessageLife? {
        let lives = try await session.rows(Statement.message, [Value(message)]) { row throws(OutboxError) in
            try MessageLife(row)
        }
        guard var life = lives.first else { return nil }
        if life.hasAttachments {
            life.attachments = try await session.rows(Statement.messageAttachments, [Value(message)]) {
                row throws(OutboxError) in
                AttachmentLine(
                    name: try row.string("name"), mediaType: try row.string("media_type"),
                    size: Int(try row.integer("size")))
            }
        }
        life.attempts = try await session.rows(Statement.attempts, [Value(message)]) { row throws(OutboxError) in
            try DeliveryRecord(row)
        }
        life.reports = try await session.rows(Statement.reports, [Value(message)]) { row throws(OutboxError) in
            try ReportRecord(row)
        }
        life.changes = try await audit(of: message.description, limit: 100).reversed()
        if life.state == "waiting" {
            life.waitsFor = Obstacle.all(of: life, in: try await surroundings(of: message), at: life.askedAt)
        } else if life.endedAt != nil {
            life.ending = try await session.rows(Statement.ending, [Value(message)]) { row throws(OutboxError) in
                try MessageEnding(row)
            }.first
        }
        return life
    }

    /// What the parameters of a kind may hold; empty for an unknown kind.
    package func parameters(of kind: String) async throws(OutboxError) -> [ParameterDefinition] {
        var parameters: [ParameterDefinition] = []
        let rows = try await session.rows(Statement.kindParameters, [Value(kind)]) {
            row throws(OutboxError) -> (list: String?, parameter: ParameterDefinition) in
            let parameter = ParameterDefinition(
                name: try row.string("name"), type: try row.required("type", ParameterType.init(rawValue:)),
                isRequired: row.flag("required"), isSecret: row.flag("secret"))
            return (row.text("list"), parameter)
        }
        for row in rows {
            if row.list == nil {
                parameters.append(row.parameter)
            } else {
                parameters[parameters.count - 1].fields.append(row.parameter)
            }
        }
        return parameters
    }

    /// The state of a message, in the contract's words; nil when it is unknown.
    package func state(of message: MessageID) async throws(OutboxError) -> String? {
        try await session.rows(Statement.messageState, [Value(message)]) { $0.text("state") }.first ?? nil
    }

    /// Attempts and reports behind `cursor`, at most `TailStream.most` of each, each the oldest first; they appear half a second late.
    package func tail(
        after cursor: TailCursor, kind: String? = nil, recipient: String? = nil
    ) async throws(OutboxError) -> [TailLine] {
        let values = [
            Value(cursor.delivery), Value(cursor.report), Value(kind), Value(recipient), Value(TailStream.most),
        ]
        return try await session.rows(Statement.tail, values) { row throws(OutboxError) in try TailLine(row) }
    }

    /// The cursor of what comes next.
    package func tailEnd() async throws(OutboxError) -> TailCursor {
        try await session.rows(Statement.tailEnd) { row throws(OutboxError) in
            TailCursor(delivery: try row.integer("delivery"), report: try row.integer("report"))
        }.first ?? TailCursor()
    }
}
