/// How mail goes, for the operator's page: read from statistics, so that it costs the same however many messages there are.
package struct Overview: Sendable, Hashable {
    /// How far back the plots go, and how long each of their slices is: `facteur.rollup_spans` has it too.
    package static let span = Duration.seconds(6 * 3600)
    package static let slice = Duration.seconds(5 * 60)

    /// By the database's clock, as all moments here.
    package var takenAt: Timestamp
    package var flow: [Flow] = []
    package var latencies: [Latency] = []
    /// The oldest first, one for each minute and lane.
    package var queue: [QueueSample] = []
    /// Of the last hour.
    package var providers: [Provider] = []
    package var parked: [ParkedDomain] = []
    package var relays: [Relay] = []
    package var issues: [Issue] = []
    package var pauses: [Pause] = []
    package var workers: [Worker] = []
    package var reports: [Reports] = []
    /// The newest first.
    package var failures: [Failure] = []

    package init(takenAt: Timestamp) { self.takenAt = takenAt }

    /// So many attempts came to an outcome in the slice that begins at `at`.
    package struct Flow: Sendable, Hashable {
        package var at: Timestamp
        package var lane: Lane
        package var end: OutcomeClass
        package var count: Int

        package init(at: Timestamp, lane: Lane, end: OutcomeClass, count: Int) {
            self.at = at
            self.lane = lane
            self.end = end
            self.count = count
        }
    }

    /// So many messages of a slice were accepted within `bound` milliseconds, and not within the bound before.
    package struct Latency: Sendable, Hashable {
        package var at: Timestamp
        package var lane: Lane
        package var bound: Int
        package var count: Int

        package init(at: Timestamp, lane: Lane, bound: Int, count: Int) {
            self.at = at
            self.lane = lane
            self.bound = bound
            self.count = count
        }
    }

    package struct QueueSample: Sendable, Hashable {
        package var at: Timestamp
        package var lane: Lane
        /// Due, and held by nobody; counted up to `QueueSurvey.most`.
        package var waiting: Int
        /// How long the oldest of them has been due.
        package var oldest: Duration?
        /// Tried, and to be tried again.
        package var retrying: Int
        package var inDoubt: Int

        package init(
            at: Timestamp, lane: Lane, waiting: Int, oldest: Duration? = nil, retrying: Int = 0, inDoubt: Int = 0
        ) {
            self.at = at
            self.lane = lane
            self.waiting = waiting
            self.oldest = oldest
            self.retrying = retrying
            self.inDoubt = inDoubt
        }
    }
}
