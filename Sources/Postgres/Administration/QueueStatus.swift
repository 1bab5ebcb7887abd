import Mail

/// The queue at one moment: where every message stands.
package struct QueueStatus: Sendable, Encodable {
    /// By lane and kind, the transactional lane first.
    package var counts: [KindCounts]
    package var workers: [Worker]
    /// Those that were spoken to in the last hour, and those that are down.
    package var relays: [Relay]
    /// Lanes, kinds and newsletters that are stopped.
    package var paused: [Pause]
    /// Issues whose messages are not all made yet.
    package var newsletters: [Issue]
    /// Recipients' domains whose mail rests.
    package var parked: [Parked]
    /// How many messages the database holds: the sum of all counts, if none is lost.
    package var messages: Int
    /// What keeps living workers from sending though their relays are up.
    package var troubles: [Trouble]
    /// What is used of relays' quotas.
    package var quotas: [RelayQuota] = []
    /// Who is told what became of messages.
    package var endpoints: [EndpointStatus] = []
    /// The latest messages that want a person: in doubt, or failed within a day.
    package var noteworthy: [Noteworthy]
    /// Whether everything was counted; else the counts of long tables are estimates, and nothing is said of whether they add up.
    package var isExact: Bool

    private enum CodingKeys: String, CodingKey {
        case counts = "lines"
        case workers, relays, paused, newsletters, parked, messages, troubles, quotas, endpoints, noteworthy, isExact
    }

    /// The messages of one kind in one lane.
    package struct KindCounts: Sendable, Encodable {
        package var lane: Lane
        package var kind: String
        /// Due, and not tried yet.
        package var waiting = 0
        /// How long the oldest due message has been due.
        package var oldestSeconds: Double?
        /// Not due yet, and not tried yet.
        package var later = 0
        /// Tried, and waiting for the next attempt.
        package var retrying = 0
        /// Kept back by a worker that may not write to their recipients, until a person lets them go.
        package var held = 0
        package var sending = 0
        package var inDoubt = 0
        /// Whether one of the counts is an estimate.
        package var isEstimate = false
        /// How long the oldest of them has been in doubt.
        package var oldestInDoubtSeconds: Double?
        /// By outcome: `sent`, `failed`, `expired`, `superseded`, `cancelled`, `suppressed`, `limited`, `bounced`.
        package var ended: [String: Ended] = [:]
        /// Messages whose readers called them spam, by when that was reported. They are counted above as well.
        package var complained = Ended(total: 0, lastHour: 0, lastDay: 0)

        package struct Ended: Sendable, Encodable {
            package var total: Int
            package var lastHour: Int
            package var lastDay: Int

            package init(total: Int = 0, lastHour: Int = 0, lastDay: Int = 0) {
                self.total = total
                self.lastHour = lastHour
                self.lastDay = lastDay
            }
        }

        /// All messages of the kind in its lane.
        package var total: Int {
            waiting + later + retrying + held + sending + inDoubt + ended.values.reduce(0) { $0 + $1.total }
        }
    }

    package struct Worker: Sendable, Encodable {
        package var host: String
        package var processID: Int
        package var version: String
        /// Whether it holds no message.
        package var isIdle: Bool
        package var startedAt: Timestamp
        /// Past 30 s the worker is taken for dead.
        package var heartbeatAgeSeconds: Double
        /// Whom it writes to; nil for an older program, which writes to everybody.
        package var delivery: WorkerDelivery?

        /// `host:pid`.
        package var name: String { "\(host):\(processID)" }
        package var isAlive: Bool { heartbeatAgeSeconds < 30 }
    }

    /// What a worker cannot do.
    package struct Trouble: Sendable, Hashable, Encodable {
        /// `host:pid`.
        package var worker: String
        /// What is in trouble: `journal`.
        package var name: String
        package var since: Timestamp
        package var reason: String
    }

    /// One message that wants a person.
    package struct Noteworthy: Sendable, Hashable, Encodable {
        /// `in_doubt` or `failed`.
        package var state: String
        package var id: String
        package var kind: String
        package var at: Timestamp
    }

    /// What one relay did in the last hour, of its latest attempts at most `mostAttempts`.
    package struct Relay: Sendable, Encodable {
        package static let mostAttempts = 20_000

        package var name: String
        package var sent: Int
        /// Attempts that ended in any other way.
        package var notSent: Int
        package var lastReply: String
        /// Since when a living worker finds it to be down; nil while none does.
        package var downSince: Timestamp?
        /// Why it is down, in one line.
        package var reason: String?
        /// The workers that find it to be down, `host:pid`.
        package var reportedBy: [String]?
    }

    package struct Issue: Sendable, Encodable {
        package var id: String
        package var list: String
        package var sendAt: Timestamp
        /// Messages made so far.
        package var expanded: Int
    }

    /// A domain that takes less than it is given.
    package struct Parked: Sendable, Encodable {
        /// What `facteur resume` takes: a provider's name or a domain.
        package var family: String
        /// From then on one message probes it.
        package var until: Timestamp
        package var since: Timestamp
        package var reason: String
        /// How often in a row.
        package var consecutiveParks: Int
        /// Messages that wait for it; of a long queue an estimate.
        package var waiting: Int

        private enum CodingKeys: String, CodingKey {
            case family, until, since, reason, waiting
            case consecutiveParks = "strikes"
        }

        init(_ domain: ParkedDomain, waiting: Int) {
            family = domain.family
            until = domain.until
            since = domain.since
            reason = domain.reason
            consecutiveParks = domain.consecutiveParks
            self.waiting = waiting
        }
    }

    /// Whether every message is accounted for, where all were counted.
    package var isWhole: Bool { isExact && counts.reduce(0) { $0 + $1.total } == messages }
}

extension Duration {
    /// The length in seconds, for people and JSON.
    var inSeconds: Double { Double(wholeMicroseconds) / 1_000_000 }
}

/// In JSON a moment is a text: `2026-11-25T13:05:00Z` (RFC 3339).
extension Timestamp: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}
