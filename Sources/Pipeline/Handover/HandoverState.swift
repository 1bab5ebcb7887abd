import Mail

/// When a worker may hand a message to a relay, whatever else goes wrong: told what happened and when, it says yes or why not.
///
/// - No body leaves while the last stored heartbeat is too old: somebody else may soon have this worker's leases. A heartbeat
///   counts from when it was asked for, which is never after the database's own stamp.
/// - What has begun to leave and whose outcome is not stored is never handed over again, whoever put it back in the meantime.
/// - Nothing leaves under a lease that was lost with an earlier registration.
struct HandoverState: Sendable {
    private let times: LeaseTimes
    /// When the last stored heartbeat was asked for; nil before the first.
    private var heartbeat: Duration?
    private var firstToken: Int64 = 0
    /// By message, the token under which it has begun to leave.
    private var leaving: [MessageID: Int64] = [:]

    init(_ times: LeaseTimes) { self.times = times }

    // MARK: Events

    /// A heartbeat was stored, asked for at that moment. Of two that overlapped, neither undoes the other.
    mutating func stored(_ registration: Registration, askedAt asked: Duration) {
        heartbeat = max(heartbeat ?? asked, asked)
        firstToken = max(firstToken, registration.firstToken)
    }

    /// Bytes of the message are about to be given to the socket. When this returns it has begun to leave.
    mutating func leave(_ lease: Lease, at now: Duration) throws(HandoverRefusal) {
        if let refusal = refusal(of: lease, at: now) { throw refusal }
        leaving[lease.message] = lease.token
    }

    /// The outcomes of these leases are stored.
    mutating func settled(_ leases: [Lease]) {
        for lease in leases where leaving[lease.message] == lease.token { leaving[lease.message] = nil }
    }

    // MARK: Questions

    /// How old the last stored heartbeat is; nil before the first.
    func sinceHeartbeat(at now: Duration) -> Duration? { heartbeat.map { now - $0 } }

    /// Why nothing may leave now; nil when mail may.
    func fault(at now: Duration) -> HandoverRefusal? {
        guard let heartbeat else { return HandoverRefusal("no heartbeat of this worker has been stored yet") }
        let age = now - heartbeat
        guard age > times.handover else { return nil }
        return HandoverRefusal(
            "no heartbeat of this worker was stored for \(age.components.seconds) s, so that its messages may soon be "
                + "another's: nothing leaves until one is: look at the database, at locks on facteur.worker, at this machine"
        )
    }

    /// Whether an earlier lease of the message has begun to leave, and what it came to is not stored.
    func isUnsettled(_ lease: Lease) -> Bool { leaving[lease.message].map { $0 != lease.token } ?? false }

    /// Why this message must not leave now; nil when it may.
    func refusal(of lease: Lease, at now: Duration) -> HandoverRefusal? {
        if let fault = fault(at: now) { return fault }
        if lease.token < firstToken { return HandoverRefusal("this worker was taken for dead, and lost the message") }
        guard isUnsettled(lease) else { return nil }
        return HandoverRefusal("this worker handed it to a relay before, and the outcome is not stored yet")
    }
}
