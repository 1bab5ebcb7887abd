/// What the pipeline needs of the world, in the words of mail. Adapters implement these; the pipeline sees nothing else.

/// The outbox of messages: claims and settlements, in batches.
package protocol Outbox: Sendable {
    /// This worker's epoch, drawn anew at each start: what the next start gives to `leftovers`.
    var epoch: String { get }

    /// Takes over what a worker that is surely dead had begun to send, as its journal has it, and hands back at once the rest of
    /// what it held. Returns those whose outcome is not stored; settle them before the first claim. Asking twice is harmless.
    ///
    /// - Parameters:
    ///   - epoch: The dead worker's; nil when there was none.
    ///   - begun: The leases whose message had begun to leave.
    func leftovers(of epoch: String?, begun: [Lease]) async throws(OutboxError) -> [Claimed]

    /// Takes at most `limit` due messages of a lane under leases of this worker's epoch, in one transaction.
    func claim(_ lane: Lane, limit: Int) async throws(OutboxError) -> [Claimed]

    /// How leases of one lane stand now: asked again before a message that waited for a slot goes out.
    func status(of leases: [Lease], in lane: Lane) async throws(OutboxError) -> [Lease: LeaseStatus]

    /// Stores outcomes, fenced by the tokens, in one transaction. Returns the leases that were no longer this worker's:
    /// their outcomes are in the delivery log as late, and changed nothing, but that a message the relay has taken never goes
    /// again, and one in doubt is held. Storing the same settlement twice is harmless.
    func settle(_ settlements: [Settlement]) async throws(OutboxError) -> Set<Lease>

    /// A newsletter's issue; nil when it is unknown.
    func issue(_ id: MessageID) async throws(OutboxError) -> StoredIssue?

    /// Registers this worker's epoch; called at start and after a lost database came back.
    @discardableResult
    func enlist() async throws(OutboxError) -> Registration

    /// Says that this worker lives, and whether producers should wake it, by NOTIFY. Waits behind nothing else that this
    /// worker asks. A worker that had been taken for dead meanwhile is registered anew.
    @discardableResult
    func heartbeat(wantsWakeUps: Bool) async throws(OutboxError) -> Registration

    /// Makes what has become due of a lane ready to be claimed. Returns how long until the next message is due, nil if none is
    /// known.
    func promoteDue(_ lane: Lane) async throws(OutboxError) -> Duration?

    /// Makes the next messages of issues while the bulk lane is shallow. Returns how long until the next issue is to be sent, nil if
    /// none is known.
    func expandIssues() async throws(OutboxError) -> Duration?

    /// Takes back the leases of workers that died, unless this worker's own heartbeats have not been coming steadily. Never its own.
    func releaseDeadWorkers() async throws(OutboxError)

    /// Hands back what this epoch holds without knowing it: a claim was stored, and its answer lost.
    func releaseStrays() async throws(OutboxError)

    /// What waits, for gauges and alarms, and which domains are parked. Cheap enough for every few seconds.
    func survey() async throws(OutboxError) -> QueueSurvey

    /// How many reports were taken in during the last hour, by whoever does that. Cheap enough for every minute.
    func recentReports() async throws(OutboxError) -> [ReportCount]

    /// How many messages the kinds' limits have dropped within this time and within the last hour, whoever enqueued them. Cheap enough for
    /// every minute.
    func limitedLately(within period: Duration) async throws(OutboxError) -> [LimitedCount]

    /// How the outbox is beside its messages. Cheap enough for every quarter of a minute.
    func vitals() async throws(OutboxError) -> OutboxVitals

    /// Says which relays this worker finds to be down: all that are, none to end what was said before. A word that is not said
    /// again within half a minute counts no more.
    func report(_ outages: [RelayOutage]) async throws(OutboxError)

    /// Removes a small batch of old rows and makes coming partitions. Returns whether there is more to remove.
    func tidy() async throws(OutboxError) -> Bool

    /// Leaves: hands back whatever this epoch still holds.
    func retire() async throws(OutboxError)

    /// A wake-up whenever a producer committed a message while this worker wanted it. Ends with the connection; polling
    /// goes on beside it.
    func wakeUps() -> AsyncStream<Void>

    /// Whether another session's ring has come through since this worker began to listen. Behind a pooler none does.
    var hearsWakeUps: Bool { get }

    /// Rings for nobody's mail, from another session than the one that listens: `hearsWakeUps` says what came of it.
    func tryWakeUps() async throws(OutboxError)
}

/// A worker's entry in the outbox.
package struct Registration: Sendable, Hashable {
    /// The first token that a lease under this entry can have. A lease with an older one was lost with the entry before it.
    package var firstToken: Int64

    package init(firstToken: Int64) { self.firstToken = firstToken }
}

/// Why the outbox could not answer.
package enum OutboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The server is away, restarting, read-only or too slow: worth trying again.
    case unavailable(String)
    /// Somebody holds what the statement is about at this moment: worth trying again soon.
    case locked(String)
    /// The schema is missing, older or newer than this program.
    case schema(String)
    /// The statement failed: a fault of this program or of the data.
    case statement(String)

    /// One line: what, where, what to do. Holds no parameter value.
    package var description: String {
        switch self {
        case .unavailable(let line), .locked(let line), .schema(let line), .statement(let line): line
        }
    }
}

/// Connections to the relay.
package protocol Carrier: Sendable {
    /// Hands one message to a relay. Never throws: every end is a `Transmission`.
    func send(_ message: Message) async -> Transmission

    /// Finds out without mail how far the relay can be used: on a connection of its own it does name look-up, TCP, greeting,
    /// EHLO, TLS and login, says NOOP and then QUIT. Waits at most `patience` for all of it. Never throws: `.accepted` holds the
    /// reply to NOOP, every other end says what failed and where.
    func probe(within patience: Duration) async -> Transmission.End

    /// Says QUIT on every idle connection and closes; those in a dialogue finish first. `send` and `probe` afterwards
    /// end as `.broken(.stopping)`.
    func close() async

    /// Closes like `close()`, but waits for dialogues only so long. Then connections are cut: a message whose dot is not out
    /// ends as `.broken(.stopping)`, one whose dot is out as `.inDoubt(.stopping)`.
    func close(within patience: Duration) async
}

/// Where the relays' quotas are counted, for all workers together.
package protocol QuotaStore: Sendable {
    /// Reserves a slice of a relay's quota of so many messages in any 24 hours.
    func reserve(_ ask: QuotaPurse.Ask, of relay: String, perDay: Int) async throws(OutboxError) -> QuotaGrant

    /// Gives back what was reserved and is not needed.
    func giveBack(_ rest: QuotaPurse.Rest, of relay: String) async throws(OutboxError)
}

/// What became of messages, in an order, and how far each endpoint has been told.
package protocol EventStore: Sendable {
    /// Gives a place in the order to the next events, `most` of a kind. Returns how many it looked at: as long as that is `most`, there are
    /// more. Cheap enough for twice a second.
    func number(_ most: Int) async throws(OutboxError) -> Int

    /// Removes a small batch of old events. Returns whether there are more.
    func tidy() async throws(OutboxError) -> Bool

    /// The next events for an endpoint, which is this worker's to tell for `lease` from now. An endpoint that is new begins with what
    /// happens from now on.
    ///
    /// - Parameter kinds: Of messages of these alone; nil: of all.
    func take(
        for endpoint: String, kinds: [String]?, limit: Int, lease: Duration
    ) async throws(OutboxError) -> EventBatch

    /// Stores what an endpoint took. Returns whether it is still this worker's to tell.
    @discardableResult
    func settle(_ receipt: EventReceipt, for endpoint: String) async throws(OutboxError) -> Bool

    /// Leaves the endpoints to the next worker.
    func leave() async throws(OutboxError)
}

/// Whether a claimed message may still be handed to a relay, asked at the last moment, on the thread that sends.
package protocol HandoverGuard: Sendable {
    /// Called right before bytes of a body leave that may hold the final dot, and again before each later part of it. When it
    /// throws, those bytes must not leave. Once it has returned the message counts as handed over until its outcome is stored.
    func mayLeave(_ lease: Lease) throws(HandoverRefusal)
}

/// Why a message must not be handed to a relay: one line that says what it waits for.
package struct HandoverRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// Evidence of what has left, kept outside the database, so that a killed worker's mail is neither lost nor sent twice.
package protocol Journal: Sendable {
    /// Called before the last byte of CRLF.CRLF is handed to the socket. When it throws, that byte must not leave.
    func begin(_ lease: Lease) throws(JournalFault)

    /// Called when the reply to the final dot was read, before anything is done with it.
    func replied(_ lease: Lease, _ reply: Reply)

    /// Called when the outbox has stored these outcomes: their evidence is no longer needed.
    func settled(_ leases: [Lease])

    /// Whether a line can be written now: asked again while nothing leaves because one could not.
    func isWritable() -> Bool
}

/// A journal that outlives its worker and tells the next one what was leaving.
package protocol RecoverableJournal: Journal {
    /// What the worker before this one left behind.
    var previous: JournalEntries { get }

    /// Begins a new epoch. Of what was outstanding the rest is stored in the outbox and forgotten; `unsettled` stays until it
    /// is settled.
    func restart(epoch: String, keeping unsettled: [Lease]) async throws(JournalFault)
}

/// Why the journal cannot be kept: one line that says what, where, what to do.
package struct JournalFault: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// Words for a claimed message.
package protocol Renderer: Sendable {
    /// Renders the letter; for the bulk lane a copy of the issue.
    func letter(for claimed: Claimed, issue: StoredIssue?) throws(RenderFault) -> Letter
}

/// Why a letter could not be rendered.
package struct RenderFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whose fault it is, and so what becomes of the message.
    package enum Cause: Sendable, Hashable {
        /// Ours: a template or its definition is broken. The message is kept, with an alarm, until it is repaired.
        case template
        /// The message's own: no repair will render it. The message fails visibly.
        case parameter
    }

    /// One line: which template, what is wrong. Holds no parameter value.
    package var description: String
    package var cause: Cause

    package init(_ description: String, cause: Cause = .template) {
        self.description = description
        self.cause = cause
    }
}

/// Vouches for a composed mail in the name of its sender's domain.
package protocol MessageSigner: Sendable {
    /// The header fields that are to stand before the mail's own, each with CRLF; none where the domain has no key. The mail's bytes must
    /// not change afterwards.
    ///
    /// - Parameters:
    ///   - mail: Header and body as they will leave.
    ///   - rest: What follows behind them in the body; where there is some, it and the mail end with CRLF, part by part.
    ///   - domain: That of the From field.
    ///   - moment: When the mail says it was made: the same on every attempt, as all its bytes are.
    func signatures(
        of mail: [UInt8], and rest: [[UInt8]], from domain: DomainName, at moment: Timestamp
    ) throws(ComposeFault) -> [UInt8]
}

extension MessageSigner {
    /// The same for a mail in one piece.
    package func signatures(
        of mail: [UInt8], from domain: DomainName, at moment: Timestamp
    ) throws(ComposeFault) -> [UInt8] {
        try signatures(of: mail, and: [], from: domain, at: moment)
    }
}

/// Where the files are that go with messages.
package protocol AttachmentSource: Sendable {
    /// A message's attachments, in their order; none where they are deleted.
    func attachments(of message: MessageID) async throws(OutboxError) -> [StoredAttachment]

    /// One content, encoded; nil where it is deleted.
    func content(of attachment: StoredAttachment) async throws(OutboxError) -> AttachedContent?
}

/// What a reader may do with an unsubscribe token. Unknown tokens are nil and false, never errors.
package protocol Subscriptions: Sendable {
    /// Whether the token names a subscription, and how it stands. Changes nothing.
    func subscription(token: String) async throws(OutboxError) -> SubscriptionView?
    /// Ends the subscription; whether that changed anything.
    func unsubscribe(token: String) async throws(OutboxError) -> Bool
    /// The reader's own yes to a list that asks for it; whether that changed anything.
    func confirm(token: String) async throws(OutboxError) -> Bool
    /// The way back from a mistaken click; whether that changed anything.
    func resubscribe(token: String) async throws(OutboxError) -> Bool
    /// The lists of the reader whose token this is, and those that are open to everybody; none for an unknown token.
    func preferences(token: String) async throws(OutboxError) -> [ListPreference]
    /// Takes one step on one of these lists; whether that changed anything.
    func change(_ change: ListPreference.Change, list: String, token: String) async throws(OutboxError) -> Bool
}
