import Logging

/// Every event that this worker logs, with its level. One event is one line; `event` is a key of each.
///
/// A delivery's events carry `message`, `kind`, `lane`, `attempt`, `recipient` (masked unless the settings say otherwise),
/// `relay`, `code`, `enhanced`, `reply`, and where the time went: `queued_ms`, `render_ms`, `connect_ms`, `smtp_ms`. Keys
/// without a value are left out. Whoever reads these lines may rely on them: they are contract.
package enum Event: String, Sendable, CaseIterable {
    /// The relay took the message, and the outbox has stored that.
    case sent
    /// Goes again at `next_attempt`: the recipient's server, the relay or a broken template asked for it.
    case deferred
    /// Will never be sent; the reply says why.
    case failed
    case expired
    case superseded
    case suppressed
    case cancelled
    /// Nobody can know whether the relay took it. With `next_attempt` it goes again, once; without, a person decides.
    case inDoubt = "in_doubt"
    /// An outcome that came after the lease had gone to another worker (`outcome`): logged here, changed nothing.
    case late

    /// The relay, or all of them, cannot be used (`reason`); nothing is claimed until a probe succeeds.
    case relayDown = "relay_down"
    case relayUp = "relay_up"
    /// A recipients' domain takes less than it is given (`domain`, `reason`): all mail to it rests `until` then. Once a park.
    case domainParked = "domain_parked"
    /// It takes mail again, or an operator ended its park.
    case domainBack = "domain_back"
    /// Somebody should look (`reason`, `relay`): time alone will not heal it. At most once a minute a reason; an error when
    /// nothing leaves until somebody acts, else a warning.
    case alarm
    case databaseLost = "database_lost"
    /// With `away_ms`.
    case databaseBack = "database_back"
    /// A line of the journal could be written again, after an `alarm` that said why none could. With `away_ms`.
    case journalBack = "journal_back"
    /// A statement failed though the database is there (`reason`): a fault of the program or of the data.
    case statementFailed = "statement_failed"
    /// A kind's template cannot be rendered (`kind`, `reason`); its mail is kept. At most once a minute a kind.
    case templateFault = "template_fault"

    /// Enlisted, and about to claim.
    case ready
    case stopping
    /// With `unsettled`, the outcomes that could not be stored in time: the journal tells them to the next worker.
    case stopped

    var level: Logger.Level {
        switch self {
        case .sent, .expired, .superseded, .suppressed, .cancelled, .ready, .stopping, .stopped: .info
        case .deferred, .relayUp, .databaseBack, .journalBack, .domainBack: .notice
        case .failed, .inDoubt, .late, .alarm, .domainParked: .warning
        case .relayDown, .databaseLost, .statementFailed, .templateFault: .error
        }
    }
}
