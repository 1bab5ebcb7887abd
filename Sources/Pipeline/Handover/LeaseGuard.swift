import Mail
import Synchronization

/// The hand-over rules of one worker, asked by the threads that send and told by what watches the outbox.
package final class LeaseGuard: HandoverGuard {
    private let state: Mutex<HandoverState>
    private let time: Time
    /// How long a message rests whose earlier outcome is not stored.
    let rest: Duration

    package init(_ times: LeaseTimes = LeaseTimes(), time: Time = .system) {
        state = Mutex(HandoverState(times))
        self.time = time
        rest = times.rest
    }

    package func mayLeave(_ lease: Lease) throws(HandoverRefusal) {
        try state.withLock { state throws(HandoverRefusal) in
            // Read under the lock: to wait for it must not make a heartbeat look younger than it is.
            try state.leave(lease, at: time.now())
        }
    }

    /// Why nothing may leave now, and so nothing should be claimed; nil when mail may.
    var fault: String? { state.withLock { $0.fault(at: time.now())?.description } }

    /// How old the last stored heartbeat is; nil before the first.
    var sinceHeartbeat: Duration? { state.withLock { $0.sinceHeartbeat(at: time.now()) } }

    /// Whether an earlier lease of the message has begun to leave, and what it came to is not stored.
    func isUnsettled(_ lease: Lease) -> Bool { state.withLock { $0.isUnsettled(lease) } }

    func stored(_ registration: Registration, askedAt asked: Duration) {
        state.withLock { $0.stored(registration, askedAt: asked) }
    }

    func settled(_ leases: [Lease]) { state.withLock { $0.settled(leases) } }
}
