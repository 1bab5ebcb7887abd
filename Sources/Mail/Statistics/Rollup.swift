/// What one worker settled within some seconds, added up: statistics, which decide about nothing.
package struct Rollup: Sendable, Hashable {
    /// What attempts have in common that are counted as one.
    package struct Flow: Sendable, Hashable {
        package var lane: Lane
        package var kind: String
        /// The recipient's; empty for all those beyond what is told apart.
        package var domain: String
        /// `host:port`; empty where no relay had a part in it.
        package var relay: String
        /// `Outcome.Record.word`.
        package var outcome: String

        package init(lane: Lane, kind: String, domain: String, relay: String, outcome: String) {
            self.lane = lane
            self.kind = kind
            self.domain = domain
            self.relay = relay
            self.outcome = outcome
        }
    }

    package struct Latency: Sendable, Hashable {
        package var lane: Lane
        /// In milliseconds, one of `LatencyScale.bounds`.
        package var bound: Int

        package init(lane: Lane, bound: Int) {
            self.lane = lane
            self.bound = bound
        }
    }

    /// A message that ended unsent.
    package struct Failure: Sendable, Hashable {
        package var message: MessageID
        package var outcome: String
        package var code: Int?
        package var enhanced: String?
        /// Without addresses and links.
        package var reply: String

        package init(message: MessageID, outcome: String, code: Int?, enhanced: String?, reply: String) {
            self.message = message
            self.outcome = outcome
            self.code = code
            self.enhanced = enhanced
            self.reply = reply
        }
    }

    /// Grows with each batch of a worker: one that is stored again under its number counts once.
    package var number: Int64
    package var flow: [Flow: Int] = [:]
    package var latencies: [Latency: Int] = [:]
    /// The last ones, the newest last.
    package var failures: [Failure] = []

    package init(number: Int64) { self.number = number }

    package var isEmpty: Bool { flow.isEmpty && failures.isEmpty }
}

/// Where statistics are kept.
package protocol RollupStore: Sendable {
    /// Adds a worker's sums to those of the current minute. Storing one again is harmless.
    func store(_ rollup: Rollup) async throws(OutboxError)

    /// Notes how the queue and the issues stand now, unless another worker has just done that.
    func sampleQueue() async throws(OutboxError)
}
