/// Every metric that Facteur counts. `/metrics` shows them in Prometheus' text format, docs/operations.md as a table
/// (`make docs`); this list is the only one.
package enum Metric: String, Sendable, CaseIterable {
    case deliveries = "facteur_deliveries_total"
    case claimed = "facteur_claimed_total"
    case late = "facteur_late_total"
    case queued = "facteur_queued_seconds"
    case render = "facteur_render_seconds"
    case connect = "facteur_connect_seconds"
    case smtp = "facteur_smtp_seconds"
    case unsettled = "facteur_unsettled"
    case waiting = "facteur_waiting"
    case inDoubt = "facteur_in_doubt"
    case reports = "facteur_reports_total"
    case reportsLastHour = "facteur_reports_last_hour"
    case parkedDomains = "facteur_parked_domains"
    case relayUp = "facteur_relay_up"
    case databaseUp = "facteur_database_up"

    /// What one metric is.
    package struct Definition: Sendable {
        package let type: MetricType
        /// What is counted: attempts, messages, seconds.
        package let unit: String
        /// The names of the dimensions, in the order in which their values are given.
        package let labels: [String]
        /// One sentence without a full stop, for people: `# HELP`.
        package let help: String

        init(_ type: MetricType, in unit: String, by labels: [String] = [], _ help: String) {
            self.type = type
            self.unit = unit
            self.labels = labels
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
        case .unsettled: Definition(.gauge, in: "outcomes", "outcomes that wait to be stored")
        case .waiting:
            Definition(
                .gauge, in: "messages", by: ["lane"],
                "due messages that nobody holds, parked ones included, counted up to 100,000")
        case .inDoubt: Definition(.gauge, in: "messages", by: ["lane"], "messages that a person must decide about")
        case .reports:
            Definition(
                .counter, in: "reports", by: ["event", "source"],
                "reports that this process took in, those that it had before not counted")
        case .reportsLastHour:
            Definition(
                .gauge, in: "reports", by: ["event", "source"],
                "reports that any process took in during the last hour, looked up once a minute, counted up to 100,000; each "
                    + "worker tells the same")
        case .parkedDomains: Definition(.gauge, in: "domains", "recipients' domains whose mail rests")
        case .relayUp: Definition(.gauge, in: "0 or 1", by: ["relay"], "1 while the relay takes mail, else 0")
        case .databaseUp: Definition(.gauge, in: "0 or 1", "1 while the outbox answers, else 0")
        }
    }
}

/// The types of Prometheus' format that are used. A swift-metrics Counter becomes a counter, a Gauge a gauge, a Timer a histogram in
/// seconds.
package enum MetricType: String, Sendable {
    case counter, gauge, histogram
}
