/// Every key that an event's line may carry besides `time`, `level` and `text`, and of which type its value is. In JSON a number is a
/// number, however the event carried it; for people a length of time and a moment are written as people say them.
///
/// This list is the only one: docs/operations.md shows it (`make docs`), and `Event.fields` says which event carries what.
package enum EventField: String, Sendable, CaseIterable {
    // A delivery (contract, section 5), in the order in which it is told.
    case event, message, kind, lane, attempt, recipient, relay, code, enhanced, reply
    case nextAttempt = "next_attempt"
    case queued = "queued_ms"
    case render = "render_ms"
    case connect = "connect_ms"
    case smtp = "smtp_ms"
    case outcome, stage

    // What came back.
    case source, effect, report, newsletter, reporter

    // Relays, domains, the process.
    case reason, domain, until, client, endpoint, port, connections, unsettled
    case away = "away_ms"

    // What is summed up.
    case count, domains
    case period = "period_ms"
    case sent, deferred, failed, other
    case perSecond = "per_second"
    case waitingTransactional = "waiting_transactional"
    case waitingBulk = "waiting_bulk"
    case longestTransactional = "longest_transactional_ms"
    case longestBulk = "longest_bulk_ms"
    case inDoubt = "in_doubt"
    case relaysDown = "relays_down"

    /// How a value is written.
    package enum Form: String, Sendable {
        /// A string.
        case text
        /// A whole number.
        case number
        /// A number with decimals.
        case decimal
        /// A whole number of milliseconds.
        case milliseconds
        /// UTC by RFC 3339.
        case moment

        /// Whether JSON has it without quotes.
        package var isNumber: Bool {
            switch self {
            case .number, .decimal, .milliseconds: true
            case .text, .moment: false
            }
        }
    }

    package var form: Form {
        switch self {
        case .attempt, .code, .port, .connections, .unsettled, .count, .sent, .deferred, .failed, .other,
            .waitingTransactional, .waitingBulk, .inDoubt:
            .number
        case .perSecond: .decimal
        case .queued, .render, .connect, .smtp, .away, .period, .longestTransactional, .longestBulk: .milliseconds
        case .nextAttempt, .until: .moment
        case .event, .message, .kind, .lane, .recipient, .relay, .enhanced, .reply, .outcome, .stage, .source, .effect,
            .report, .newsletter, .reporter, .reason, .domain, .client, .endpoint, .domains, .relaysDown:
            .text
        }
    }

    /// One line of Markdown without a full stop.
    package var meaning: String {
        switch self {
        case .event: "which event it is"
        case .message: "the message's id: `facteur show` takes it"
        case .kind: "the message's kind"
        case .lane: "`transactional` or `bulk`"
        case .attempt: "which attempt it was, from 1"
        case .recipient: "masked unless `log.recipients` is `full`"
        case .relay: "`host:port`"
        case .code: "the reply's code; left out where no reply decided"
        case .enhanced: "the reply's enhanced status code (RFC 3463)"
        case .reply: "the reply's words, or in one sentence why there are none"
        case .nextAttempt: "when it goes again"
        case .queued: "from due to claimed"
        case .render: "rendering and composing"
        case .connect: "opening the connection, 0 on a kept one"
        case .smtp: "from MAIL to the reply to the dot"
        case .outcome: "what an attempt came to that counts no more"
        case .stage: "after which command the reply came"
        case .source: "`mail`, or the provider that reports"
        case .effect: "what a report did: `bounced`, `complained`, `sent`, `unsubscribed`, `noted`, `known`, `unknown`"
        case .report: "what a report says"
        case .newsletter: "the issue's id"
        case .reporter: "who says so"
        case .reason: "why, in one line"
        case .domain: "the provider, or a domain of nobody's known"
        case .until: "when it ends"
        case .client: "an address, or a /64 of IPv6"
        case .endpoint: "the name that the settings give an endpoint of events"
        case .port: "the port that is listened on"
        case .connections: "how many connections to relays a worker may have"
        case .unsettled: "outcomes that are not stored"
        case .away: "how long it was away"
        case .count: "how many such lines this one stands for"
        case .domains: "the recipients' domains of the lines that were summed up"
        case .period: "the time that is summed up"
        case .sent, .deferred, .failed: "how many attempts came to that"
        case .other: "how many attempts came to anything else"
        case .perSecond: "messages a second that a relay took"
        case .waitingTransactional, .waitingBulk: "due messages that nobody holds, counted up to 100,000"
        case .longestTransactional, .longestBulk:
            "the longest that an attempted message had been due when it was claimed"
        case .inDoubt: "messages that a person must decide about"
        case .relaysDown: "the relays that take no mail"
        }
    }
}
