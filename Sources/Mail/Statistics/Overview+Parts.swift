extension Overview {
    /// The last hour's attempts at one provider.
    package struct Provider: Sendable, Hashable {
        /// The provider's name or a domain; empty for all others together.
        package var name: String
        package var counts: [OutcomeClass: Int]

        package init(name: String, counts: [OutcomeClass: Int]) {
            self.name = name
            self.counts = counts
        }
    }

    package struct Relay: Sendable, Hashable {
        /// `host:port`
        package var name: String
        /// Of the last hour.
        package var counts: [OutcomeClass: Int]
        /// Since when a living worker finds it to be down; nil while none does.
        package var downSince: Timestamp?
        /// Why, in one line.
        package var reason: String?

        package init(name: String, counts: [OutcomeClass: Int], downSince: Timestamp? = nil, reason: String? = nil) {
            self.name = name
            self.counts = counts
            self.downSince = downSince
            self.reason = reason
        }
    }

    package struct Pause: Sendable, Hashable {
        package enum Scope: String, Sendable, Hashable {
            case lane, kind, newsletter
        }

        package var scope: Scope
        package var name: String
        package var since: Timestamp
        /// Where no person did it.
        package var reason: String?

        package init(scope: Scope, name: String, since: Timestamp, reason: String? = nil) {
            self.scope = scope
            self.name = name
            self.since = since
            self.reason = reason
        }
    }

    package struct Worker: Sendable, Hashable {
        /// `host:pid`
        package var name: String
        package var version: String
        package var startedAt: Timestamp
        /// How long nothing has been heard of it.
        package var silence: Duration

        package init(name: String, version: String, startedAt: Timestamp, silence: Duration) {
            self.name = name
            self.version = version
            self.startedAt = startedAt
            self.silence = silence
        }
    }

    /// How often something was reported.
    package struct Reports: Sendable, Hashable {
        /// Counts go no further in all.
        package static let most = 5_000

        package var event: Report.Event
        package var lastHour: Int
        package var lastDay: Int

        package init(event: Report.Event, lastHour: Int, lastDay: Int) {
            self.event = event
            self.lastHour = lastHour
            self.lastDay = lastDay
        }
    }

    package struct Failure: Sendable, Hashable {
        /// So many are shown.
        package static let most = 50

        package var at: Timestamp
        package var message: MessageID
        package var kind: String
        package var recipient: String
        /// `failed`, `expired`, `bounced`.
        package var outcome: String
        package var code: Int?
        package var enhanced: String?
        package var reply: String

        package init(
            at: Timestamp, message: MessageID, kind: String, recipient: String, outcome: String, code: Int? = nil,
            enhanced: String? = nil, reply: String
        ) {
            self.at = at
            self.message = message
            self.kind = kind
            self.recipient = recipient
            self.outcome = outcome
            self.code = code
            self.enhanced = enhanced
            self.reply = reply
        }
    }
}
