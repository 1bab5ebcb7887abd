import CoreMetrics
import Mail
import Observability
import Testing
import Web

@testable import Pipeline

@Suite("The list of metrics")
struct MeasuresTests {
    /// What this room does not record: reports, webhooks and mailbox by who takes them in, the rest by the program.
    private static let elsewhere: [Metric] = [
        .reports, .webhooks, .mailboxUp, .eventsTold, .eventFailures, .endpointUp, .journalSize, .stateFree, .stateSize,
        .reloads, .reloadUp, .droppedLines,
        .buildInfo, .processStart, .processCPU, .processMemory, .processOpenFiles, .processMostFiles,
    ]

    /// Counts everything once, and returns what `/metrics` shows then.
    private static func exposition() -> [Substring] {
        let registry = MetricsRegistry(help: Metric.help, buckets: Metric.buckets)
        let measures = withMetricsFactory(registry) { Measures() }
        let claimed = Claimed.test(lane: .bulk)
        let second = Duration.seconds(1)
        let settlement = Settlement(
            lease: claimed.lease, outcome: .sent, reply: "250 ok",
            timings: Settlement.Timings(queued: second, render: second, connect: second, dialogue: second))
        withMetricsFactory(registry) {
            measures.stored(AttemptResult(claimed, settlement), as: .sent)
            measures.wasLate()
            measures.claimed(1, .bulk)
            measures.unsettled(1)
            measures.queue(QueueSurvey())
            measures.reports([ReportCount(source: "mail", event: .bounced, count: 1)])
            measures.limited([LimitedCount(kind: "password-reset", lane: .transactional, lately: 1, lastHour: 2)])
            _ = measures.relay("relay.test", connections: 4)
            measures.relay("relay.test", isUp: true)
            measures.database(isUp: true)
            measures.vitals(OutboxVitals(clock: Timestamp(seconds: 0)), .test, clock: Timestamp(seconds: 1))
            measures.health(.test)
        }
        // These are told by other rooms.
        for metric in elsewhere {
            let dimensions = metric.definition.labels.map { ($0, "x") }
            switch metric.definition.type {
            case .counter: registry.makeCounter(label: metric.rawValue, dimensions: dimensions).increment(by: 1)
            case .gauge: registry.makeMeter(label: metric.rawValue, dimensions: dimensions).set(Int64(1))
            case .histogram: Issue.record("\(metric): record it as it is recorded there")
            }
        }
        return registry.exposition().split(separator: "\n")
    }

    @Test("Every metric is shown with its type, its help and its labels", arguments: Metric.allCases)
    func shown(metric: Metric) throws {
        let lines = Self.exposition()
        let definition = metric.definition
        #expect(lines.contains("# TYPE \(metric.rawValue) \(definition.type.rawValue)"))
        #expect(lines.contains("# HELP \(metric.rawValue) \(definition.help)"))
        let suffix = definition.type == .histogram ? "_count" : ""
        let series = try #require(
            lines.last {
                $0.hasPrefix(metric.rawValue + suffix + "{") || $0.hasPrefix(metric.rawValue + suffix + " ")
            })
        let labels = series.matches(of: /([a-z_]+)="/).map { String($0.1) }
        #expect(labels == definition.labels.sorted(), "\(series)")
    }

    @Test("Nothing is shown that the list lacks")
    func complete() {
        let shown = Self.exposition().compactMap { line in
            line.hasPrefix("# TYPE ") ? line.split(separator: " ")[2] : nil
        }
        #expect(Set(shown.map(String.init)) == Set(Metric.allCases.map(\.rawValue)))
    }

    @Test("A kind of which nothing is dropped any more falls to zero")
    func limited() {
        let registry = MetricsRegistry()
        let measures = withMetricsFactory(registry) { Measures() }
        func series(_ counts: [LimitedCount]) -> [Substring] {
            withMetricsFactory(registry) { measures.limited(counts) }
            return registry.exposition().split(separator: "\n").filter { $0.hasPrefix("facteur_limited_last_hour{") }
        }
        #expect(series([]).isEmpty)
        let resets = LimitedCount(kind: "password-reset", lane: .transactional, lately: 0, lastHour: 7)
        #expect(series([resets]) == [#"facteur_limited_last_hour{kind="password-reset"} 7"#])
        #expect(series([]) == [#"facteur_limited_last_hour{kind="password-reset"} 0"#])
    }

    @Test("What comes back no more falls to zero, and what never came is not shown")
    func recentReports() {
        let registry = MetricsRegistry()
        let measures = withMetricsFactory(registry) { Measures() }
        func series(_ counts: [ReportCount]) -> [Substring] {
            withMetricsFactory(registry) { measures.reports(counts) }
            return registry.exposition().split(separator: "\n").filter { $0.hasPrefix("facteur_reports_last_hour{") }
        }
        #expect(series([]).isEmpty)
        let bounces = ReportCount(source: "brevo", event: .bounced, count: 7)
        #expect(series([bounces]) == [#"facteur_reports_last_hour{event="bounced",source="brevo"} 7"#])
        #expect(
            series([ReportCount(source: "mail", event: .complained, count: 2)]) == [
                #"facteur_reports_last_hour{event="bounced",source="brevo"} 0"#,
                #"facteur_reports_last_hour{event="complained",source="mail"} 2"#,
            ])
    }

    /// The lines of one metric after some vitals, the last of them told with who holds a snapshot.
    private static func lines(_ metric: Metric, after all: [(OutboxVitals, HeldSnapshot?)]) -> [Substring] {
        let registry = MetricsRegistry()
        withMetricsFactory(registry) {
            let measures = OutboxMeasures()
            for (vitals, held) in all { measures.record(vitals, held, clock: Timestamp(seconds: 100)) }
        }
        return registry.exposition().split(separator: "\n").filter { $0.hasPrefix(metric.rawValue + "{") }
    }

    @Test("Of who holds a snapshot there is one series, the latest, and none once nobody does")
    func snapshotSeries() {
        let vitals = OutboxVitals(clock: Timestamp(seconds: 100))
        var other = HeldSnapshot.test
        other.holder.pid = "43"
        let series = { Self.lines(.snapshotHeld, after: $0) }
        #expect(
            series([(vitals, .test)])
                == [#"facteur_snapshot_held_seconds{holder="session",name="pg_dump",pid="42"} 90"#])
        #expect(
            series([(vitals, .test), (vitals, other)])
                == [#"facteur_snapshot_held_seconds{holder="session",name="pg_dump",pid="43"} 90"#])
        #expect(series([(vitals, .test), (vitals, nil)]).isEmpty)
    }

    @Test("A pause that has ended falls to zero, and one by itself is told from a person's")
    func pauseSeries() {
        let paused = OutboxVitals(
            clock: Timestamp(seconds: 100),
            pauses: [
                .init(scope: .newsletter, isByItself: true, count: 2), .init(scope: .lane, isByItself: false, count: 1),
            ])
        let lines = Self.lines(.paused, after: [(paused, nil)])
        #expect(lines.contains(#"facteur_paused{by="facteur",scope="newsletter"} 2"#))
        #expect(lines.contains(#"facteur_paused{by="person",scope="lane"} 1"#))
        #expect(
            Self.lines(.paused, after: [(paused, nil), (OutboxVitals(clock: Timestamp(seconds: 100)), nil)])
                .allSatisfy { $0.hasSuffix(" 0") })
    }

    @Test("A histogram's unit is in its name, a counter ends in _total")
    func names() {
        for metric in Metric.allCases {
            switch metric.definition.type {
            case .counter: #expect(metric.rawValue.hasSuffix("_total"), "\(metric)")
            case .histogram: #expect(metric.rawValue.hasSuffix("_" + metric.definition.unit), "\(metric)")
            case .gauge: break
            }
        }
    }
}

extension Claimed {
    /// A message of no consequence.
    fileprivate static func test(lane: Lane) -> Claimed {
        Claimed(
            lease: Lease(message: MessageID(high: 0, low: 1), token: 1), status: .due, kind: "newsletter", lane: lane,
            attempt: 1, recipient: "a@b.test", recipientName: nil, locale: "fr-FR", parameters: "{}",
            enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil, expiresIn: nil,
            queued: .zero, issue: nil)
    }
}

extension HeldSnapshot {
    fileprivate static let test = HeldSnapshot(
        holder: SnapshotHolder(kind: "session", pid: "42", name: "pg_dump", transaction: "700"), time: .seconds(90))
}

extension Health {
    fileprivate static let test = Health(phase: .running, sinceHeartbeat: .seconds(1), sinceLastTurn: .zero, relay: .up)
}
