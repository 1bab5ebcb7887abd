/// When a worker counts as dead, and when it must stop by itself before that. The times hang together:
///
///     heartbeat + heartbeatTimeout  <  gap  <  handover  <  death
///
/// A worker that can store no heartbeat hands nothing to a relay long before anybody may take its leases; the rest up to `death` is
/// for bytes on their way, and for two clocks that do not run alike.
package struct LeaseTimes: Sendable, Hashable {
    /// Between two heartbeats.
    package var heartbeat: Duration
    /// How long the database may take to store one, before it is tried anew.
    package var heartbeatTimeout: Duration
    /// Two heartbeats that are further apart are not steady.
    package var gap: Duration
    /// How long a worker's own heartbeats must have been steady before it may say of another one that it is dead.
    package var steadiness: Duration
    /// No body leaves when the last stored heartbeat was asked for longer ago.
    package var handover: Duration
    /// A worker whose last heartbeat is older has lost its leases.
    package var death: Duration
    /// How long storing a batch of outcomes may take, before it is tried anew.
    package var settling: Duration
    /// How long a message rests that this worker finds in its claim while what it came to before is not stored.
    package var rest: Duration

    package init(
        heartbeat: Duration = .seconds(5), heartbeatTimeout: Duration = .seconds(5), gap: Duration = .seconds(15),
        steadiness: Duration = .seconds(10), handover: Duration = .seconds(20), death: Duration = .seconds(30),
        settling: Duration = .seconds(10), rest: Duration = .seconds(10)
    ) {
        self.heartbeat = heartbeat
        self.heartbeatTimeout = heartbeatTimeout
        self.gap = gap
        self.steadiness = steadiness
        self.handover = handover
        self.death = death
        self.settling = settling
        self.rest = rest
    }
}
