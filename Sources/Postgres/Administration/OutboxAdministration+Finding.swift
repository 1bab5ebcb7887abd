import Mail

/// Messages looked for: by whom they are for, by what became of them, by their key.
extension OutboxAdministration {
    /// How many messages that were sent are looked through where nothing says how far back.
    package static let sentLookedThrough = 100_000

    /// All messages to an address, however it is written, the newest first.
    package func messages(to address: String, limit: Int) async throws(OutboxError) -> [MessageLine] {
        try await lines(
            try await session.rows(Statement.find, [Value(address), Value(limit)]) { row throws(OutboxError) in
                try row.message("id")
            })
    }

    /// The messages that are meant, those to which something happened last first.
    package func messages(_ filter: MessageFilter, limit: Int) async throws(OutboxError) -> [MessageLine] {
        try await lines(try await ids(filter, limit: limit))
    }

    /// The same, their ids alone; all of them without a limit.
    package func ids(_ filter: MessageFilter, limit: Int?) async throws(OutboxError) -> [MessageID] {
        let values = [
            filter.states.map { Value(array: $0.map(Optional.some)) } ?? Value(String?.none), Value(filter.kind),
            Value(filter.domain),
            Value(filter.since?.rfc3339), Value(limit.map { String($0) }), Value(Self.sentLookedThrough),
        ]
        return try await session.rows(Statement.selectMessages, values) { row throws(OutboxError) in
            try row.message("id")
        }
    }

    /// The messages that took a dedup key: one, where the kind is given.
    package func messages(dedupKey: String, kind: String?) async throws(OutboxError) -> [MessageID] {
        try await session.rows(Statement.findDedupKey, [Value(dedupKey), Value(kind)]) { row throws(OutboxError) in
            try row.message("id")
        }
    }

    private func lines(_ messages: [MessageID]) async throws(OutboxError) -> [MessageLine] {
        guard !messages.isEmpty else { return [] }
        return try await session.rows(Statement.messageLines, [Value(array: messages)]) { row throws(OutboxError) in
            try MessageLine(row)
        }
    }
}
