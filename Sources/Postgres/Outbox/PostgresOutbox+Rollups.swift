import Mail

extension PostgresOutbox: RollupStore {
    package func store(_ rollup: Rollup) async throws(OutboxError) {
        let flow = Array(rollup.flow)
        let latencies = Array(rollup.latencies)
        let failures = rollup.failures
        try await sessions.chores.execute(
            Statement.storeRollup,
            [
                Value(epoch), Value(rollup.number),
                Value(array: flow.map(\.key.lane.rawValue)), Value(array: flow.map(\.key.kind)),
                Value(array: flow.map(\.key.domain)), Value(array: flow.map(\.key.relay)),
                Value(array: flow.map(\.key.outcome)), Value(array: flow.map(\.value)),
                Value(array: latencies.map(\.key.lane.rawValue)), Value(array: latencies.map(\.key.bound)),
                Value(array: latencies.map(\.value)),
                Value(array: failures.map(\.message)), Value(array: failures.map(\.outcome)),
                Value(array: failures.map { $0.code.map(String.init) }), Value(array: failures.map(\.enhanced)),
                // A NUL is the one character that PostgreSQL cannot store.
                Value(array: failures.map { String($0.reply.unicodeScalars.filter { $0 != "\0" }) }),
            ])
    }

    package func sampleQueue() async throws(OutboxError) {
        try await sessions.chores.execute(Statement.sampleQueue, [Value(QueueSurvey.most)])
    }
}
