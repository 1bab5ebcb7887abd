import Mail

/// What an operator may choose about the worker's flow.
package struct WorkerSettings: Sendable {
    /// An operator's word on a lane's patience; what is nil is left to `kind.yaml`, then to the lane's standard.
    package struct Retry: Sendable, Hashable {
        package var delays: [Duration]?
        package var giveUpAfter: Duration?

        package init(delays: [Duration]? = nil, giveUpAfter: Duration? = nil) {
            self.delays = delays
            self.giveUpAfter = giveUpAfter
        }
    }

    /// Deliveries at the same time through each relay: `smtp.connections`.
    package var connections: Int
    /// The share of them that serves transactional mail alone, 0 to 1.
    package var reservedShare: Double
    package var retry: [Lane: Retry]
    /// How long what is under way may take to finish once the worker is told to stop.
    package var stopTimeout: Duration
    /// How long after that outcomes may take to be stored.
    package var flushTimeout: Duration
    /// So many outcomes may wait to be stored before sending must wait.
    package var unsettledLimit: Int
    /// When leases die; the same for all workers of a database.
    package var leases: LeaseTimes
    package var recipients: Telemetry.Recipients

    package static let standardStopTimeout = Duration.seconds(30)

    package init(
        connections: Int, reservedShare: Double = LanePlan.standardReservedShare, retry: [Lane: Retry] = [:],
        stopTimeout: Duration = Self.standardStopTimeout, flushTimeout: Duration = .seconds(5),
        unsettledLimit: Int = 5_000, leases: LeaseTimes = LeaseTimes(), recipients: Telemetry.Recipients = .masked
    ) {
        self.connections = connections
        self.reservedShare = reservedShare
        self.retry = retry
        self.stopTimeout = stopTimeout
        self.flushTimeout = flushTimeout
        self.unsettledLimit = unsettledLimit
        self.leases = leases
        self.recipients = recipients
    }
}
