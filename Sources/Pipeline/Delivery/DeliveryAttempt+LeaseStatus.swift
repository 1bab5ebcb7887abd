import Mail

extension DeliveryAttempt {
    /// A claim older than this is asked about again before its message goes out.
    private static let freshness: Duration = .seconds(1)

    /// Leaves with the reason for which the database says that the message must not go out.
    func leaveUnlessDue(_ claimed: Claimed, _ status: LeaseStatus) throws(EarlyExit) {
        switch status {
        case .due: return
        case .expired: throw EarlyExit(result: AttemptResult(claimed, .expired, "expired before it could be sent"))
        case .superseded: throw EarlyExit(result: AttemptResult(claimed, .superseded, "replaced by a newer message"))
        case .suppressed:
            throw EarlyExit(result: AttemptResult(claimed, .suppressed, "the recipient wants or takes no mail"))
        case .cancelled: throw EarlyExit(result: AttemptResult(claimed, .cancelled, "cancelled"))
        case .lost: throw EarlyExit(result: .released(claimed, "another worker has the message"))
        }
    }

    /// The last look before the relay sees the message: the deadline on this worker's own clock, and the database's word
    /// where the message waited for its line.
    func leaveUnlessStillDue(_ held: ClaimedMessage, _ rendered: Duration) async throws(EarlyExit) {
        if time.now() - held.claimedAt > Self.freshness {
            try leaveUnlessDue(held.claimed, try await status(of: held.claimed))
        }
        if let deadline = held.deadline, time.now() >= deadline { try leaveUnlessDue(held.claimed, .expired) }
    }

    /// What this worker has handed to a relay it hands to none again while it has not stored what that came to, whoever put the
    /// message back. It rests: the outcome is on its way.
    func leaveIfUnsettled(_ claimed: Claimed) throws(EarlyExit) {
        guard leases.isUnsettled(claimed.lease) else { return }
        throw EarlyExit(
            result: AttemptResult(
                claimed, .postponed(delay: leases.rest), "an earlier attempt's outcome is not stored yet"))
    }

    private func status(of claimed: Claimed) async throws(EarlyExit) -> LeaseStatus {
        do throws(OutboxError) {
            return try await outbox.status(of: [claimed.lease], in: claimed.lane)[claimed.lease] ?? .lost
        } catch {
            throw unanswered(claimed, error)
        }
    }

    /// Without the database's word nothing goes out: the lease may be another worker's by now. The message is handed back;
    /// after a statement that fails, which no waiting for the database will heal, it rests first.
    func unanswered(_ claimed: Claimed, _ error: OutboxError) -> EarlyExit {
        switch error {
        case .unavailable, .schema: EarlyExit(result: .released(claimed, error.description))
        case .statement:
            EarlyExit(
                result: AttemptResult(
                    claimed, .postponed(delay: RetryRules.repair.spread(by: time.jitter())), error.description)
            )
        }
    }
}
