import Mail

/// What gauges and alarms ask.
extension PostgresOutbox {
    package func recentReports() async throws(OutboxError) -> [ReportCount] {
        try await sessions.chores.rows(Statement.recentReports, [Value(ReportCount.most)]) { row throws(OutboxError) in
            ReportCount(
                source: try row.string("source"), event: try row.required("event", Report.Event.init(rawValue:)),
                count: Int(try row.integer("count")))
        }
    }

    package func limitedLately(within period: Duration) async throws(OutboxError) -> [LimitedCount] {
        try await sessions.chores.rows(Statement.limitedLately, [Value(period), Value(LimitedCount.most)]) {
            row throws(OutboxError) in
            LimitedCount(
                kind: try row.string("kind"), lane: try row.required("lane", Lane.init(rawValue:)),
                lately: Int(try row.integer("lately")), lastHour: Int(try row.integer("last_hour")))
        }
    }

    package func vitals() async throws(OutboxError) -> OutboxVitals {
        let most = Value(OutboxVitals.most)
        let ages = try await sessions.chores.rows(Statement.queueAge, [most]) { row throws(OutboxError) in
            (lane: try row.required("lane", Lane.init(rawValue:)), age: row.optionalDuration("age"))
        }
        let pauses = try await sessions.chores.rows(Statement.pauseCounts) { row throws(OutboxError) in
            OutboxVitals.Pauses(
                scope: try row.required("scope", OutboxVitals.Pauses.Scope.init(rawValue:)),
                isByItself: row.flag("by_itself"), count: Int(try row.integer("count")))
        }
        let holders = try await sessions.chores.rows(Statement.snapshotHolder) { row throws(OutboxError) in
            SnapshotHolder(
                kind: try row.string("kind"), pid: row.text("pid") ?? "", name: try row.string("name"),
                transaction: try row.string("transaction"))
        }
        // Last, so that the clock is fresh.
        let counts = try await sessions.chores.rows(Statement.vitals, [most, Value(times.death)]) {
            row throws(OutboxError) in
            OutboxVitals(
                workers: Int(try row.integer("workers")), clock: try row.timestamp("clock"),
                suppressedLately: Int(try row.integer("suppressed")), longestPark: row.optionalDuration("longest_park"))
        }
        guard var vitals = counts.first else { throw .statement("database: it was asked how it is, without an answer") }
        for (lane, age) in ages { vitals.oldest[lane] = age }
        vitals.pauses = pauses
        vitals.snapshotHolder = holders.first
        return vitals
    }
}
