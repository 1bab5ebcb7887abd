import Mail

/// A worker's connections to its outbox, each with a thread of its own and opened when it is first needed: a newsletter's claim delays no
/// reset link's, a claim no settlement, a long chore no retry, the removal of old rows nothing, and nothing the heartbeat.
struct OutboxSessions: Sendable {
    /// For transactional mail.
    let urgentClaims: DatabaseSession
    let claims: DatabaseSession
    let settlements: DatabaseSession
    let heartbeats: DatabaseSession
    /// Of transactional mail, and of leases on which nobody works.
    let promotions: DatabaseSession
    /// The bulk lane's promotion, issues, surveys and statistics.
    let chores: DatabaseSession
    let removals: DatabaseSession

    init(_ settings: DatabaseSettings, times: LeaseTimes) {
        func session(within limit: Duration) -> DatabaseSession {
            var brief = settings
            brief.statementTimeout = min(settings.statementTimeout, limit)
            return DatabaseSession(settings: brief)
        }
        // A claim takes milliseconds: a server that froze is noticed by it, long before a chore may be called slow.
        urgentClaims = session(within: .seconds(10))
        claims = session(within: .seconds(10))
        settlements = session(within: times.settling)
        heartbeats = session(within: times.heartbeatTimeout)
        promotions = session(within: .seconds(10))
        chores = DatabaseSession(settings: settings)
        removals = DatabaseSession(settings: settings)
    }

    /// Connects ahead of the first statements, side by side: one after the other they would take longer than a start's other work.
    func open() async {
        await withDiscardingTaskGroup { group in
            for session in [heartbeats, chores, urgentClaims, claims, promotions, settlements] {
                group.addTask { await session.open() }
            }
        }
    }
}
