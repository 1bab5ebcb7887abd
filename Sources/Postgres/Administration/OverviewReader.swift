import Mail

/// Reads what the operator's page shows, as the role `facteur_worker`, on a connection of its own that is opened by the first look.
package final class OverviewReader: Sendable {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) {
        var brief = settings
        // Whoever looks at a page would rather read that the database is slow.
        brief.statementTimeout = min(settings.statementTimeout, .seconds(3))
        brief.connectTimeout = min(settings.connectTimeout, .seconds(3))
        session = DatabaseSession(settings: brief)
    }

    /// How mail goes, with addresses in clear.
    package func overview() async throws(OutboxError) -> Overview {
        let now = try await session.rows(Statement.overviewWorkers) { row throws(OutboxError) in
            (now: try row.timestamp("now"), worker: try Overview.Worker(row))
        }
        guard let first = now.first else { throw .statement("database: the clock gave no answer") }
        var overview = Overview(takenAt: first.now)
        overview.workers = now.compactMap(\.worker)
        let span = [Value(Overview.span.components.seconds / 60)]
        overview.flow = try await rows(Statement.overviewFlow, span) { row throws(OutboxError) in
            try Overview.Flow(row)
        }
        overview.latencies = try await rows(Statement.overviewLatencies, span) { row throws(OutboxError) in
            try Overview.Latency(row)
        }
        overview.queue = try await rows(Statement.overviewQueue, span) { row throws(OutboxError) in
            try Overview.QueueSample(row)
        }
        overview.parked = try await rows(Statement.parkedDomains) { row throws(OutboxError) in try ParkedDomain(row) }
        overview.issues = try await rows(Statement.overviewIssues) { row throws(OutboxError) in
            try Overview.Issue(row)
        }
        overview.pauses = try await rows(Statement.overviewPauses) { row throws(OutboxError) in
            try Overview.Pause(row)
        }
        overview.reports = try await rows(Statement.overviewReports, [Value(Overview.Reports.most)]) {
            row throws(OutboxError) in try Overview.Reports(row)
        }
        overview.failures = try await rows(Statement.overviewFailures, [Value(Overview.Failure.most)]) {
            row throws(OutboxError) in try Overview.Failure(row)
        }
        overview.providers = try await providers()
        overview.relays = try await relays()
        return overview
    }

    private func providers() async throws(OutboxError) -> [Overview.Provider] {
        let counts = try await rows(Statement.overviewProviders) { row throws(OutboxError) in
            (name: try row.string("provider"), counted: try row.counted())
        }
        var providers: [Overview.Provider] = []
        for count in counts {
            if providers.last?.name != count.name { providers.append(Overview.Provider(name: count.name, counts: [:])) }
            count.counted?.add(to: &providers[providers.count - 1].counts)
        }
        return providers
    }

    private func relays() async throws(OutboxError) -> [Overview.Relay] {
        let counts = try await rows(Statement.overviewRelays) { row throws(OutboxError) in
            (
                relay: Overview.Relay(
                    name: try row.string("name"), counts: [:], downSince: row.optionalTimestamp("down_since"),
                    reason: row.text("reason")),
                counted: try row.counted()
            )
        }
        var relays: [Overview.Relay] = []
        for count in counts {
            if relays.last?.name != count.relay.name { relays.append(count.relay) }
            count.counted?.add(to: &relays[relays.count - 1].counts)
        }
        return relays
    }

    private func rows<Element: Sendable>(
        _ statement: String, _ values: [Value] = [],
        _ read: @Sendable (Rows.Row) throws(OutboxError) -> Element
    ) async throws(OutboxError) -> [Element] {
        try await session.rows(statement, values, read)
    }
}
