import Mail

/// What staging holds back.
extension OutboxAdministration {
    /// Released at a time: the rows of one statement stay locked until it ends.
    private static let batch = 5_000

    /// How many messages are held.
    package func held() async throws(OutboxError) -> Int {
        let totals = try await session.rows(Statement.held) { row throws(OutboxError) in try row.integer("total") }
        return Int(totals.first ?? 0)
    }

    /// Hands held messages back to the queue; those of them that were held. Whether they leave is for the worker's rule to say.
    package func release(_ messages: [MessageID]) async throws(OutboxError) -> Set<MessageID> {
        let released = try await session.rows(Statement.releaseHeld, [Value(array: messages)]) {
            row throws(OutboxError) in try row.message("id")
        }
        return Set(released)
    }

    /// The same for all that are held now; how many they were. A worker that holds them back again meanwhile makes no round of it.
    package func releaseAll() async throws(OutboxError) -> Int {
        let total = try await held()
        var released = 0
        while released < total {
            let count = try await session.rows(Statement.releaseAllHeld, [Value(min(Self.batch, total - released))]) {
                row throws(OutboxError) in try row.integer("released")
            }
            guard let count = count.first, count > 0 else { break }
            released += Int(count)
        }
        return released
    }
}
