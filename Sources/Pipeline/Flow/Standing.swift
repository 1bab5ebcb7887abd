import Mail

extension Journey {
    /// A claim older than this is asked about again before its message goes out.
    private static let freshness: Duration = .seconds(1)

    /// Leaves with the reason for which the database says that the message must not go out.
    func leaveUnlessDue(_ claimed: Claimed, _ status: LeaseStatus) throws(Leaving) {
        switch standing {
        case .due: return
        case .expired: throw Leaving(ending: Ending(claimed, .expired, "expired before it could be sent"))
        case .superseded: throw Leaving(ending: Ending(claimed, .superseded, "replaced by a newer message"))
        case .suppressed: throw Leaving(ending: Ending(claimed, .suppressed, "the recipient wants or takes no mail"))
        case .cancelled: throw Leaving(ending: Ending(claimed, .cancelled, "cancelled"))
        case .lost: throw Leaving(ending: .released(claimed, "another worker has the message"))
        }
    }

    /// The last look before the relay sees the message: the deadline on this worker's own clock, and the database's word
    /// where the message waited for its line.
    func leaveUnlessStillDue(_ held: Held, _ rendered: Duration) async throws(Leaving) {
        if time.now() - held.claimedAt > Self.freshness {
            try leaveUnlessDue(held.claimed, try await status(of: held.claimed))
        }
        if let deadline = held.deadline, time.now() >= deadline { try leaveUnlessDue(held.claimed, .expired) }
    }

    private func status(of claimed: Claimed) async throws(Leaving) -> LeaseStatus {
        do throws(OutboxError) {
            let lease = claimed.lease
            return try await database.ask { outbox throws(OutboxError) in
                try await outbox.status(of: [lease])[lease] ?? .lost
            }
        } catch {
            throw unanswered(claimed, error)
        }
    }

    /// Without the database's word nothing goes out: the lease may be another worker's by now. The message is handed back;
    /// after a statement that fails, which no waiting for the database will heal, it rests first.
    func unanswered(_ claimed: Claimed, _ error: OutboxError) -> Leaving {
        switch error {
        case .unavailable, .schema: Leaving(ending: .released(claimed, error.description))
        case .statement:
            Leaving(
                ending: Ending(claimed, .postponed(delay: Patience.repair.spread(by: time.jitter())), error.description)
            )
        }
    }
}
