/// Every metric that Facteur counts. `/metrics` shows them in Prometheus' text format, docs/operations.md as a table
/// (`make docs`); this list is the only one. The alert rules in deploy/prometheus and the dashboard in deploy/grafana name no other.
package enum Metric: String, Sendable, CaseIterable {
    // Messages.
    case deliveries = "facteur_deliveries_total"
    case claimed = "facteur_claimed_total"
    case late = "facteur_late_total"
    case queued = "facteur_queued_seconds"
    case render = "facteur_render_seconds"
    case connect = "facteur_connect_seconds"
    case smtp = "facteur_smtp_seconds"
    case relayed = "facteur_relayed_seconds"
    case unsettled = "facteur_unsettled"
    case templateFaults = "facteur_template_faults_total"

    // The queue.
    case waiting = "facteur_waiting"
    case queueAge = "facteur_queue_age_seconds"
    case inDoubt = "facteur_in_doubt"
    case paused = "facteur_paused"
    case parkedDomains = "facteur_parked_domains"
    case longestPark = "facteur_longest_park_seconds"

    // What comes back.
    case reports = "facteur_reports_total"
    case reportsLastHour = "facteur_reports_last_hour"
    case limitedLastHour = "facteur_limited_last_hour"
    case suppressedLastHour = "facteur_suppressed_last_hour"
    case webhooks = "facteur_webhooks_total"
    case mailboxUp = "facteur_mailbox_up"

    // Who is told.
    case eventsTold = "facteur_events_told_total"
    case eventFailures = "facteur_event_failures_total"
    case endpointUp = "facteur_endpoint_up"

    // The relays.
    case relayUp = "facteur_relay_up"
    case transmissions = "facteur_transmissions_total"
    case connectionsInUse = "facteur_connections_in_use"
    case connectionsLimit = "facteur_connections_limit"
    case alarms = "facteur_alarms_total"

    // The database.
    case databaseUp = "facteur_database_up"
    case claim = "facteur_claim_seconds"
    case settle = "facteur_settle_seconds"
    case statementFailures = "facteur_statement_failures_total"
    case snapshotHeld = "facteur_snapshot_held_seconds"
    case clockOffset = "facteur_clock_offset_seconds"

    // The worker and its machine.
    case workerUp = "facteur_worker_up"
    case workers = "facteur_workers"
    case heartbeatAge = "facteur_heartbeat_age_seconds"
    case journalUp = "facteur_journal_up"
    case journalSize = "facteur_journal_bytes"
    case stateFree = "facteur_state_free_bytes"
    case stateSize = "facteur_state_size_bytes"
    case reloads = "facteur_reloads_total"
    case reloadUp = "facteur_reload_ok"
    case droppedLines = "facteur_log_lines_dropped_total"
    case buildInfo = "facteur_build_info"

    // What every process tells by names that are not ours (Prometheus, "Writing client libraries", process metrics).
    case processStart = "process_start_time_seconds"
    case processCPU = "process_cpu_seconds_total"
    case processMemory = "process_resident_memory_bytes"
    case processOpenFiles = "process_open_fds"
    case processMostFiles = "process_max_fds"

    /// What one metric is.
    package struct Definition: Sendable {
        package let type: MetricType
        /// What is counted: attempts, messages, seconds.
        package let unit: String
        /// The names of the dimensions, in the order in which their values are given.
        package let labels: [String]
        /// One sentence without a full stop, for people: `# HELP`.
        package let help: String
        /// Upper bounds of a histogram's buckets, ascending; nil for those that fit a step of a delivery.
        package let buckets: [Double]?

        init(
            _ type: MetricType, in unit: String, by labels: [String] = [], buckets: [Double]? = nil, _ help: String
        ) {
            self.type = type
            self.unit = unit
            self.labels = labels
            self.buckets = buckets
            self.help = help
        }
    }

    package var definition: Definition {
        switch self {
        case .deliveries:
            Definition(.counter, in: "attempts", by: ["outcome", "kind", "lane"], "attempts whose outcome is stored")
        case .claimed: Definition(.counter, in: "messages", by: ["lane"], "messages claimed")
        case .late: Definition(.counter, in: "outcomes", "outcomes that came after the lease was lost")
        case .queued: Definition(.histogram, in: "seconds", by: ["lane"], "from due to claimed")
        case .render: Definition(.histogram, in: "seconds", by: ["lane"], "rendering and composing")
        case .connect:
            Definition(.histogram, in: "seconds", by: ["lane"], "opening a connection, where one was opened")
        case .smtp: Definition(.histogram, in: "seconds", by: ["lane"], "from MAIL to the reply to the dot")
        case .relayed:
            Definition(
                .histogram, in: "seconds", by: ["lane"], buckets: Self.longBuckets,
                "from first due to taken by a relay, retries included, of messages that were sent")
        case .unsettled: Definition(.gauge, in: "outcomes", "outcomes that wait to be stored")
        case .templateFaults:
            Definition(.counter, in: "attempts", "attempts that ended because a template could not be rendered")
        case .waiting:
            Definition(
                .gauge, in: "messages", by: ["lane"],
                "due messages that nobody holds, parked ones included, counted up to 100,000")
        case .queueAge:
            Definition(
                .gauge, in: "seconds", by: ["lane"],
                "for how long the oldest due message has been waiting that neither a parked domain nor a pause holds back, "
                    + "looked for among the first 100,000; 0 where none waits")
        case .inDoubt: Definition(.gauge, in: "messages", by: ["lane"], "messages that a person must decide about")
        case .paused:
            Definition(
                .gauge, in: "pauses", by: ["scope", "by"],
                "lanes, kinds and newsletters that are paused, by a person or by facteur itself")
        case .parkedDomains: Definition(.gauge, in: "domains", "recipients' domains whose mail rests")
        case .longestPark:
            Definition(
                .gauge, in: "seconds", "for how long the recipients' domain has been parked that has been so longest")
        case .reports:
            Definition(
                .counter, in: "reports", by: ["event", "source"],
                "reports that this process took in, those that it had before not counted")
        case .reportsLastHour:
            Definition(
                .gauge, in: "reports", by: ["event", "source"],
                "reports that any process took in during the last hour, looked up once a minute, counted up to 100,000; each "
                    + "worker tells the same")
        case .limitedLastHour:
            Definition(
                .gauge, in: "messages", by: ["kind"],
                "messages that a kind's limit dropped during the last hour, looked up once a minute, counted up to 100,000; each "
                    + "worker tells the same")
        case .suppressedLastHour:
            Definition(
                .gauge, in: "addresses",
                "addresses that a server declared dead during the last hour, counted up to 100,000")
        case .webhooks:
            Definition(
                .counter, in: "requests", by: ["provider", "answer"],
                "requests of providers by what they were answered: taken, refused, unavailable; the provider is unknown where "
                    + "the path names none that has a secret")
        case .eventsTold:
            Definition(
                .counter, in: "events", by: ["endpoint"],
                "events that an endpoint of events.webhooks took from this worker")
        case .eventFailures:
            Definition(
                .counter, in: "attempts", by: ["endpoint"],
                "rounds that ended with an event which the endpoint did not take")
        case .endpointUp:
            Definition(
                .gauge, in: "0 or 1", by: ["endpoint"],
                "1 while the endpoint took the last event that this worker told it, else 0; no series before the first")
        case .mailboxUp: Definition(.gauge, in: "0 or 1", "1 while the mailbox of reports can be read, else 0")
        case .relayUp:
            Definition(
                .gauge, in: "0 or 1", by: ["relay"],
                "1 while the relay takes mail, else 0; no series until it was tried for the first time")
        case .transmissions:
            Definition(
                .counter, in: "tries", by: ["relay", "end", "stage"],
                "messages and probes handed to the relay: accepted, refused, broken or in_doubt, and at which stage of SMTP"
            )
        case .connectionsInUse:
            Definition(.gauge, in: "connections", by: ["relay"], "connections that carry a message or a probe just now")
        case .connectionsLimit:
            Definition(.gauge, in: "connections", by: ["relay"], "the most connections to the relay (smtp.connections)")
        case .alarms:
            Definition(
                .counter, in: "faults", by: ["level"],
                "faults that time alone will not heal, those too that the log does not repeat")
        case .databaseUp: Definition(.gauge, in: "0 or 1", "1 while the outbox answers, else 0")
        case .claim: Definition(.histogram, in: "seconds", by: ["lane"], "one claim of a batch")
        case .settle: Definition(.histogram, in: "seconds", "storing one batch of outcomes")
        case .statementFailures:
            Definition(.counter, in: "statements", "statements that failed though the database was there")
        case .snapshotHeld:
            Definition(
                .gauge, in: "seconds", by: ["holder", "pid", "name"],
                "for how long one session, standby, replication slot or prepared transaction has been seen to keep the database "
                    + "from removing dead rows; one series, that of the oldest, none while nobody does")
        case .clockOffset:
            Definition(.gauge, in: "seconds", "the machine's clock less the database's")
        case .workerUp: Definition(.gauge, in: "0 or 1", "1 while the worker claims, 0 while it starts or stops")
        case .workers:
            Definition(.gauge, in: "workers", "workers whose heart beats, as the database has it; each tells the same")
        case .heartbeatAge:
            Definition(
                .gauge, in: "seconds", "since the last stored heartbeat of this worker; no series before the first")
        case .journalUp: Definition(.gauge, in: "0 or 1", "1 while the journal can be written, else 0")
        case .journalSize: Definition(.gauge, in: "bytes", "the journal's file")
        case .stateFree:
            Definition(.gauge, in: "bytes", "what the file system of state.directory has left for this user")
        case .stateSize: Definition(.gauge, in: "bytes", "the file system of state.directory")
        case .reloads:
            Definition(
                .counter, in: "reloads", by: ["what", "result"], "templates and replies read again: done or refused")
        case .reloadUp:
            Definition(
                .gauge, in: "0 or 1", by: ["what"],
                "1 while the files as they were at the last reload are in force, 0 while they are refused")
        case .droppedLines: Definition(.counter, in: "lines", "log lines that could not be written")
        case .buildInfo: Definition(.gauge, in: "1", by: ["version"], "always 1; the program's version")
        case .processStart: Definition(.gauge, in: "seconds", "when the process started, since 1970")
        case .processCPU: Definition(.counter, in: "seconds", "processor time, of user and system")
        case .processMemory: Definition(.gauge, in: "bytes", "resident memory")
        case .processOpenFiles: Definition(.gauge, in: "files", "open file descriptors")
        case .processMostFiles: Definition(.gauge, in: "files", "the most file descriptors that may be open")
        }
    }

    /// From what a person calls at once to a day: how long mail is under way.
    private static let longBuckets: [Double] = [
        0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400,
    ]
}

/// The types of Prometheus' format that are used. A swift-metrics Counter becomes a counter, a Gauge or a Meter a gauge, a Timer a
/// histogram in seconds.
package enum MetricType: String, Sendable {
    case counter, gauge, histogram
}
